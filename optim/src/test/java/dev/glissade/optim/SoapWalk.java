package dev.glissade.optim;

import dev.glissade.engine.Graph;
import dev.glissade.engine.Program;
import dev.glissade.engine.Shape;
import dev.glissade.engine.State;
import dev.glissade.engine.Step;
import dev.glissade.engine.Tensor;
import dev.glissade.engine.ThreadTeam;
import dev.glissade.engine.kernels.PlainKernels;
import dev.glissade.testkit.Comparison;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// SOAP on one matrix of weights, with gradients from outside.
final class SoapWalk implements AutoCloseable {
  private static final Soap SOAP = new Soap(Soap.of(0.01).adam().betas(0.9, 0.95), 3, 16);

  private final ThreadTeam team = new ThreadTeam(1);
  private final Update.Declarations declared = new Update.Declarations();
  private final Program program;
  private final State state;
  private Clock clock = Clock.start(1, 1000);
  private double product1 = 1;
  private double product2 = 1;

  SoapWalk(int rows, int columns) {
    Graph graph = new Graph();
    int size = rows * columns;
    Tensor theta = graph.variable("weight", Shape.of(size));
    var segment = new Update.Segment("weight", Shape.of(rows, columns), 0, size);
    Update update = Update.of("weight", theta, List.of(segment), declared);
    Tensor g = graph.input("gradient", Shape.of(size));
    Map<String, Tensor> updates = new LinkedHashMap<>();
    updates.put("weight", SOAP.apply(List.of(g), List.of(update)).getFirst());
    updates.putAll(declared.updates());
    State.Layout layout = new State.Layout().add("weight", Shape.of(size));
    declared.slots().forEach(layout::add);
    state = new State(layout);
    program =
        Program.compile(new Step(graph, Map.of(), updates), state, PlainKernels.kernels(), team);
  }

  void step(double... gradient) {
    System.arraycopy(Comparison.narrow(gradient), 0, program.input("gradient"), 0, gradient.length);
    product1 *= 0.9;
    product2 *= 0.95;
    declared.knobs().forEach((name, usual) -> set(name, usual.at(clock)));
    set("learning-rate", 0.01);
    set("beta1.product", product1);
    set("beta2.product", product2);
    program.run();
    clock = clock.next(1);
  }

  private void set(String scalar, double value) {
    if (program.scalars().contains(scalar)) {
      program.set(scalar, value);
    }
  }

  double[] theta() {
    return Comparison.widen(state.view("weight"));
  }

  @Override
  public void close() {
    team.close();
  }
}
