package dev.glissade.nn;

import dev.glissade.engine.Graph;
import dev.glissade.engine.Shape;
import dev.glissade.engine.Tensor;

/// A layer together with the shape of one example.
///
/// Making a model traces it once, so that shape errors are reported before any data is read.
public final class Model {
  private final Layer layer;
  private final Shape input;
  private final Shape output;

  private Model(Layer layer, Shape input) {
    this.layer = layer;
    this.input = input;
    Graph graph = new Graph();
    this.output = trace(graph.input("x", input.prepend(2)), Mode.INFERENCE).output().shape().tail();
  }

  /// A model of `layer` for examples of shape `input`, for example `[64]`.
  ///
  /// @throws dev.glissade.engine.ShapeException if the layer cannot take such examples
  public static Model of(Layer layer, Shape input) {
    return new Model(layer, input);
  }

  /// What it is made of.
  public Layer layer() {
    return layer;
  }

  /// The shape of one example.
  public Shape input() {
    return input;
  }

  /// The shape of the output for one example.
  public Shape output() {
    return output;
  }

  /// Writes the model down for a batch `x [batch, …]`.
  public Trace trace(Tensor x, Mode mode) {
    Trace.Builder builder = new Trace.Builder(x.graph(), mode);
    return builder.build(layer.apply(x, new Scope(builder, "")));
  }

  /// A trace for looking at: batch of one, inference.
  public Trace trace() {
    return trace(new Graph().input("x", input.prepend(1)), Mode.INFERENCE);
  }

  /// The number of learned numbers.
  public int parameterCount() {
    return trace().parameters().stream().mapToInt(parameter -> parameter.shape().size()).sum();
  }

  /// A table of layers, output shapes, parameters and FLOPs per example (a multiplication and an
  /// addition count as two).
  public String summary() {
    return Summary.of(this);
  }
}
