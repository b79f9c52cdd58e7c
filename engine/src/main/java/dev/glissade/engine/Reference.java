package dev.glissade.engine;

import dev.glissade.engine.kernels.BinaryFunction;
import dev.glissade.engine.kernels.EigenBasis;
import dev.glissade.engine.kernels.UnaryFunction;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Textbook evaluation in double precision: the oracle for every kernel and for finite differences,
/// and the debugger that names the first non-finite value. Nested loops, no cleverness.
public final class Reference {
  private final Map<String, double[]> inputs;
  private final Map<String, Double> scalars;
  private final Map<String, double[]> variables;
  private final long seed;
  private final long step;

  private Reference(
      Map<String, double[]> inputs,
      Map<String, Double> scalars,
      Map<String, double[]> variables,
      long seed,
      long step) {
    this.inputs = inputs;
    this.scalars = scalars;
    this.variables = variables;
    this.seed = seed;
    this.step = step;
  }

  /// An evaluation of graphs with these inputs, scalars and variables, each found by name; dropout
  /// masks are those of `(seed, step)`.
  public static Reference of(
      Map<String, double[]> inputs,
      Map<String, Double> scalars,
      Map<String, double[]> variables,
      long seed,
      long step) {
    return new Reference(
        Map.copyOf(inputs), Map.copyOf(scalars), Map.copyOf(variables), seed, step);
  }

  /// The value of `target`.
  public double[] evaluate(Tensor target) {
    return known(evaluate(List.of(target)), target);
  }

  /// The values of the targets and of everything that they need.
  public Map<Tensor, double[]> evaluate(List<Tensor> targets) {
    Map<Tensor, double[]> values = new HashMap<>();
    for (Tensor node : needed(targets)) {
      values.put(node, value(node, values));
    }
    return values;
  }

  /// The first tensor, in the order of the graph, with a value that is not finite as a `float`;
  /// empty if all of them are.
  public Optional<NonFinite> firstNonFinite(List<Tensor> targets) {
    Map<Tensor, double[]> values = new HashMap<>();
    for (Tensor node : needed(targets)) {
      double[] value = value(node, values);
      for (int i = 0; i < value.length; i++) {
        if (!Float.isFinite((float) value[i])) {
          return Optional.of(new NonFinite(node, i, value[i]));
        }
      }
      values.put(node, value);
    }
    return Optional.empty();
  }

  /// A tensor with a value that is not finite, and where in it.
  public record NonFinite(Tensor tensor, int index, double value) {}

  private static List<Tensor> needed(List<Tensor> targets) {
    if (targets.isEmpty()) {
      return List.of();
    }
    List<Tensor> nodes = targets.get(0).graph().nodes();
    boolean[] live = Liveness.of(nodes, targets);
    return nodes.stream().filter(node -> live[node.id()]).toList();
  }

  private double[] value(Tensor node, Map<Tensor, double[]> values) {
    List<double[]> in = node.inputs().stream().map(input -> known(values, input)).toList();
    List<Shape> shapes = node.inputs().stream().map(Tensor::shape).toList();
    Shape shape = node.shape();
    return switch (node.op()) {
      case Op.Input source -> named("input", inputs, source.name(), shape);
      case Op.Variable source -> named("variable", variables, source.name(), shape);
      case Op.Literal source -> source.values().stream().mapToDouble(Double::doubleValue).toArray();
      case Op.Scalar source -> new double[] {scalar(source.name())};
      case Op.Constant constant -> new double[] {constant.value()};
      case Op.Unary(UnaryFunction f) -> Arrays.stream(in.get(0)).map(f::apply).toArray();
      case Op.Binary(BinaryFunction f) ->
          zip(f, repeat(in.get(0), shapes.get(0), shape), repeat(in.get(1), shapes.get(1), shape));
      case Op.Select _ ->
          select(
              repeat(in.get(0), shapes.get(0), shape),
              repeat(in.get(1), shapes.get(1), shape),
              repeat(in.get(2), shapes.get(2), shape));
      case Op.Dropout dropout -> dropout(dropout.stream(), in.get(0), in.get(1)[0]);
      case Op.Normal normal -> normal(normal.stream(), shape.size());
      case Op.MatMul product -> matMul(product, in.get(0), shapes.get(0), in.get(1), shape);
      case Op.EigenBasis _ -> new EigenBasis(shape.extent(0)).of(in.get(0), in.get(1));
      case Op.Sum(int axis) -> reduce(in.get(0), shapes.get(0), axis, 0, Double::sum);
      case Op.Max(int axis) ->
          reduce(in.get(0), shapes.get(0), axis, Double.NEGATIVE_INFINITY, Math::max);
      case Op.Norm _ -> new double[] {Math.sqrt(in.stream().mapToDouble(Reference::squares).sum())};
      case Op.Reshape _, Op.Detach _ -> in.get(0);
      case Op.Broadcast _ -> repeat(in.get(0), shapes.get(0), shape);
      case Op.Transpose(List<Integer> order) -> transpose(in.get(0), shapes.get(0), order, shape);
      case Op.Slice slice -> slice(in.get(0), shapes.get(0), slice);
      case Op.Concatenate(int axis) -> concatenate(in, shapes, axis, shape);
      case Op.OneHot(int classes) -> oneHot(in.get(0), classes);
      case Op.Softmax _ -> ReferenceRows.softmax(in.get(0), last(shape), false);
      case Op.LogSoftmax _ -> ReferenceRows.softmax(in.get(0), last(shape), true);
      case Op.CrossEntropy _ ->
          ReferenceRows.crossEntropy(in.get(0), in.get(1), shape.size(), last(shapes.get(0)));
      case Op.CrossEntropyGradient _ ->
          ReferenceRows.crossEntropyGradient(in.get(0), in.get(1), in.get(2), last(shape));
      case Op.Moments(int axis) -> ReferenceBatchNorm.of(shapes.get(0), axis).moments(in.get(0));
      case Op.BatchNorm norm ->
          ReferenceBatchNorm.of(shape, norm.axis()).normalize(in, norm.epsilon());
      case Op.BatchNormSums norm ->
          ReferenceBatchNorm.of(shapes.get(0), norm.axis()).sums(in, norm.epsilon());
      case Op.BatchNormGradient norm ->
          ReferenceBatchNorm.of(shape, norm.axis()).gradient(in, norm.epsilon());
    };
  }

  private static double[] known(Map<Tensor, double[]> values, Tensor tensor) {
    double[] value = values.get(tensor);
    if (value == null) {
      throw new IllegalStateException(
          "reference: expected a value of " + tensor + ", but got none");
    }
    return value;
  }

  private static double[] named(
      String what, Map<String, double[]> known, String name, Shape shape) {
    double[] value = known.get(name);
    if (value == null || value.length != shape.size()) {
      throw new IllegalArgumentException(
          "reference: expected %d values of the %s '%s', but got %s"
              .formatted(shape.size(), what, name, value == null ? "none" : value.length));
    }
    return value;
  }

  private double scalar(String name) {
    Double value = scalars.get(name);
    if (value == null) {
      throw new IllegalArgumentException(
          "reference: expected the scalar '" + name + "', but got " + scalars.keySet());
    }
    return value;
  }

  private static int last(Shape shape) {
    return shape.extent(-1);
  }

  private static double squares(double[] x) {
    return Arrays.stream(x).map(value -> value * value).sum();
  }

  private static double[] zip(BinaryFunction f, double[] a, double[] b) {
    double[] y = new double[a.length];
    Arrays.setAll(y, i -> f.apply(a[i], b[i]));
    return y;
  }

  private static double[] select(double[] condition, double[] a, double[] b) {
    double[] y = new double[a.length];
    Arrays.setAll(y, i -> condition[i] > 0 ? a[i] : b[i]);
    return y;
  }

  private double[] dropout(String stream, double[] x, double rate) {
    RandomNumbers random = RandomNumbers.of(seed, stream).at(step);
    int threshold = RandomNumbers.threshold(rate);
    double[] y = new double[x.length];
    Arrays.setAll(y, i -> (random.bits(i) >>> 40) >= threshold ? x[i] / (1 - rate) : 0);
    return y;
  }

  private double[] normal(String stream, int count) {
    RandomNumbers random = RandomNumbers.of(seed, stream).at(step);
    double[] y = new double[count];
    Arrays.setAll(y, random::normal);
    return y;
  }

  /// Copies `x` to every place of `target` that it is repeated to, walking the index of the target.
  private static double[] repeat(double[] x, Shape shape, Shape target) {
    double[] y = new double[target.size()];
    int shift = target.rank() - shape.rank();
    for (int i = 0; i < y.length; i++) {
      int rest = i;
      int from = 0;
      int stride = 1;
      for (int axis = target.rank() - 1; axis >= shift; axis--) {
        int index = rest % target.extent(axis);
        rest /= target.extent(axis);
        int extent = shape.extent(axis - shift);
        from += (extent == 1 ? 0 : index) * stride;
        stride *= extent;
      }
      y[i] = x[from];
    }
    return y;
  }

  private static double[] matMul(Op.MatMul op, double[] a, Shape shapeA, double[] b, Shape shape) {
    int m = shape.extent(0);
    int n = shape.extent(1);
    int k = shapeA.extent(op.transposeLeft() ? 0 : 1);
    double[] c = new double[m * n];
    for (int i = 0; i < m; i++) {
      for (int j = 0; j < n; j++) {
        double sum = 0;
        for (int p = 0; p < k; p++) {
          double left = op.transposeLeft() ? a[p * m + i] : a[i * k + p];
          double right = op.transposeRight() ? b[j * k + p] : b[p * n + j];
          sum += left * right;
        }
        c[i * n + j] = sum;
      }
    }
    return c;
  }

  private static double[] reduce(
      double[] x, Shape shape, int axis, double start, java.util.function.DoubleBinaryOperator f) {
    int outer = shape.size(0, axis);
    int middle = shape.extent(axis);
    int inner = shape.size(axis + 1, shape.rank());
    double[] y = new double[outer * inner];
    Arrays.fill(y, start);
    for (int i = 0; i < outer; i++) {
      for (int j = 0; j < middle; j++) {
        for (int k = 0; k < inner; k++) {
          y[i * inner + k] = f.applyAsDouble(y[i * inner + k], x[(i * middle + j) * inner + k]);
        }
      }
    }
    return y;
  }

  private static double[] transpose(double[] x, Shape shape, List<Integer> order, Shape target) {
    int[] stride = new int[shape.rank()];
    for (int axis = shape.rank() - 1, product = 1; axis >= 0; axis--) {
      stride[axis] = product;
      product *= shape.extent(axis);
    }
    double[] y = new double[target.size()];
    for (int i = 0; i < y.length; i++) {
      int rest = i;
      int from = 0;
      for (int axis = target.rank() - 1; axis >= 0; axis--) {
        from += rest % target.extent(axis) * stride[order.get(axis)];
        rest /= target.extent(axis);
      }
      y[i] = x[from];
    }
    return y;
  }

  private static double[] slice(double[] x, Shape shape, Op.Slice op) {
    int outer = shape.size(0, op.axis());
    int inner = shape.size(op.axis() + 1, shape.rank());
    int count = (op.to() - op.from()) * inner;
    double[] y = new double[outer * count];
    for (int i = 0; i < outer; i++) {
      int from = (i * shape.extent(op.axis()) + op.from()) * inner;
      System.arraycopy(x, from, y, i * count, count);
    }
    return y;
  }

  private static double[] concatenate(
      List<double[]> in, List<Shape> shapes, int axis, Shape target) {
    int outer = target.size(0, axis);
    double[] y = new double[target.size()];
    int at = 0;
    for (int i = 0; i < outer; i++) {
      for (int part = 0; part < in.size(); part++) {
        int count = shapes.get(part).size(axis, target.rank());
        System.arraycopy(in.get(part), i * count, y, at, count);
        at += count;
      }
    }
    return y;
  }

  private static double[] oneHot(double[] x, int classes) {
    double[] y = new double[x.length * classes];
    for (int i = 0; i < x.length; i++) {
      if (x[i] >= 0 && x[i] < classes) {
        y[i * classes + (int) x[i]] = 1;
      }
    }
    return y;
  }
}
