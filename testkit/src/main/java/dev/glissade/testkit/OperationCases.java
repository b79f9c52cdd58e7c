package dev.glissade.testkit;

import dev.glissade.engine.Op;
import dev.glissade.engine.Shape;
import dev.glissade.engine.Tensor;
import dev.glissade.engine.kernels.BinaryFunction;
import dev.glissade.engine.kernels.UnaryFunction;
import dev.glissade.testkit.OperationCase.Operand;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// Cases for every operation, on sizes that kernels stumble over.
public final class OperationCases {
  private static final int[] SIZES = {
    0, 1, 2, 3, 7, 8, 15, 16, 17, 31, 63, 64, 65, 207, 1023, 1024, 4098
  };

  private final List<OperationCase> cases = new ArrayList<>();

  private OperationCases() {}

  /// All cases.
  ///
  /// @throws AssertionError naming every operation without a case
  public static List<OperationCase> all() {
    OperationCases all = new OperationCases();
    all.elementwise();
    all.broadcasting();
    all.products();
    all.reductions();
    all.layout();
    all.rows();
    all.eigenBases();
    all.batchNormalisation();
    all.empty();
    checkCoverage(all.cases);
    return all.cases;
  }

  /// Cases that are large enough to be divided among threads.
  public static List<OperationCase> large() {
    OperationCases all = new OperationCases();
    Shape matrix = Shape.of(400, 300);
    Shape image = Shape.of(30, 70, 8, 8);
    all.add(new Op.Unary(UnaryFunction.TANH), true, Operand.of(Shape.of(100_003)));
    all.multiply(matrix, Shape.of(300));
    all.multiply(matrix, Shape.of(400, 1));
    all.multiply(image, Shape.of(70, 1, 1));
    all.dropout(100_003);
    all.normal(100_003);
    all.add(
        new Op.MatMul(true, false),
        true,
        Operand.of(matrix(150, 200)),
        Operand.of(matrix(150, 180)));
    all.add(
        new Op.MatMul(false, true),
        true,
        Operand.of(matrix(200, 150)),
        Operand.of(matrix(180, 150)));
    for (int axis = 0; axis < 2; axis++) {
      all.add(new Op.Sum(axis), true, Operand.of(matrix, -1, 1));
      all.add(new Op.Max(axis), true, Operand.of(matrix));
      all.add(new Op.Sum(axis + 1), true, Operand.of(image, -1, 1));
    }
    all.add(new Op.Sum(0), true, Operand.of(Shape.of(150_001), -1, 1));
    all.add(new Op.Norm(), true, Operand.of(Shape.of(150_001)), Operand.of(matrix));
    all.add(new Op.Transpose(List.of(2, 0, 3, 1)), true, Operand.of(image));
    all.add(new Op.Concatenate(1), true, Operand.of(matrix), Operand.of(matrix(400, 7)));
    all.rows(matrix);
    all.batchNormalisation(matrix, 0);
    all.batchNormalisation(matrix, 1);
    all.batchNormalisation(image, 1);
    return all.cases;
  }

  private static Shape matrix(int rows, int columns) {
    return Shape.of(rows, columns);
  }

  private void multiply(Shape a, Shape b) {
    add(new Op.Binary(BinaryFunction.MULTIPLY), true, Operand.of(a), Operand.of(b));
  }

  /// Fails naming every operation and function that no case is for. Sources have no kernel: every
  /// case reads them.
  static void checkCoverage(List<OperationCase> cases) {
    var missing =
        Arrays.stream(Op.class.getPermittedSubclasses())
            .map(Class::getSimpleName)
            .collect(Collectors.toCollection(TreeSet::new));
    missing.removeAll(List.of("Input", "Variable", "Scalar", "Constant", "Literal"));
    Arrays.stream(UnaryFunction.values()).map(UnaryFunction::name).forEach(missing::add);
    Arrays.stream(BinaryFunction.values()).map(BinaryFunction::name).forEach(missing::add);
    for (OperationCase each : cases) {
      missing.remove(each.op().getClass().getSimpleName());
      switch (each.op()) {
        case Op.Unary(UnaryFunction f) -> missing.remove(f.name());
        case Op.Binary(BinaryFunction f) -> missing.remove(f.name());
        default -> {}
      }
    }
    if (!missing.isEmpty()) {
      throw new AssertionError(
          "sweep: expected a case for every operation, but got none for " + missing);
    }
  }

  private void add(Op op, boolean isSmooth, Operand... operands) {
    List<Operand> list = List.of(operands);
    String shapes =
        list.stream().map(operand -> operand.shape().toString()).collect(Collectors.joining(" "));
    cases.add(
        new OperationCase(
            op,
            op + " on " + shapes,
            list,
            inputs -> inputs.get(0).graph().add(op, inputs.toArray(Tensor[]::new)),
            isSmooth));
  }

  private void elementwise() {
    for (UnaryFunction f : UnaryFunction.values()) {
      for (int size : SIZES) {
        add(new Op.Unary(f), true, domain(f, Shape.of(size)));
      }
    }
    for (BinaryFunction f : BinaryFunction.values()) {
      for (int size : SIZES) {
        Shape shape = Shape.of(size);
        add(new Op.Binary(f), true, Operand.of(shape), Operand.of(shape, 0.5, 2));
      }
    }
    for (int size : SIZES) {
      Shape shape = Shape.of(size);
      add(new Op.Select(), true, Operand.of(shape), Operand.of(shape), Operand.of(shape));
    }
    for (int size : new int[] {0, 1, 17, 1023, 4098}) {
      dropout(size);
      normal(size);
    }
  }

  /// No input leads to the numbers, so they are compared, and nothing is differentiated.
  private void normal(int size) {
    Op op = new Op.Normal("noise", Shape.of(size));
    cases.add(
        new OperationCase(
            op,
            op.toString(),
            List.of(Operand.of(Shape.of(1))),
            in -> in.get(0).graph().add(op),
            false));
  }

  /// The rate is a plain number, not a tensor.
  private void dropout(int size) {
    Op op = new Op.Dropout("mask");
    cases.add(
        new OperationCase(
            op,
            op + " on [" + size + "]",
            List.of(Operand.of(Shape.of(size))),
            in -> in.get(0).graph().add(op, in.get(0), in.get(0).graph().constant(0.3)),
            true));
  }

  private static Operand domain(UnaryFunction f, Shape shape) {
    return switch (f) {
      case SQUARE_ROOT, LOGARITHM, RECIPROCAL -> Operand.of(shape, 0.2, 3);
      case LOGARITHM_PLUS_ONE -> Operand.of(shape, -0.7, 3);
      case NEGATE, ABSOLUTE, SIGN, SQUARE, EXPONENTIAL, EXPONENTIAL_MINUS_ONE, TANH, SIGMOID ->
          Operand.of(shape);
      case SOFTPLUS, ERROR_FUNCTION, RELU -> Operand.of(shape);
    };
  }

  /// Every way in which an operand can be repeated: number, row, column, and others.
  private void broadcasting() {
    int[][][] pairs = {
      {{5, 7}, {7}},
      {{5, 7}, {5, 1}},
      {{5, 7}, {}},
      {{5, 7}, {1, 1}},
      {{7}, {5, 7}},
      {{5, 1}, {1, 7}},
      {{3, 5, 7}, {5, 1}},
      {{3, 5, 7}, {3, 1, 7}},
      {{3, 5, 7}, {5, 7}},
      {{3, 5, 7}, {3, 1, 1}},
      {{9, 1500}, {1500}},
      {{9, 1500}, {9, 1}},
      {{130, 64}, {64}},
      {{130, 64}, {130, 1}},
      {{2, 3, 4, 5}, {3, 1, 1}},
      {{4, 33}, {1, 33}},
      {{33, 1}, {33, 1}}
    };
    for (int[][] pair : pairs) {
      Shape a = Shape.of(pair[0]);
      Shape b = Shape.of(pair[1]);
      add(new Op.Binary(BinaryFunction.MULTIPLY), true, Operand.of(a), Operand.of(b));
      add(new Op.Binary(BinaryFunction.DIVIDE), true, Operand.of(a), Operand.of(b, 0.5, 2));
      if (b.broadcastsTo(a)) {
        add(new Op.Broadcast(a), true, Operand.of(b));
        add(new Op.Select(), true, Operand.of(b), Operand.of(a), Operand.of(b));
      }
    }
  }

  private void products() {
    int[][] sizes = {
      {1, 1, 1},
      {3, 2, 0},
      {0, 2, 3},
      {2, 0, 3},
      {2, 3, 1},
      {1, 10, 16},
      {7, 8, 15},
      {16, 17, 31},
      {32, 10, 64},
      {65, 63, 7},
      {33, 64, 129},
      {5, 207, 33},
      {64, 96, 260},
      {3, 1, 1023}
    };
    for (int[] size : sizes) {
      for (int transposed = 0; transposed < 4; transposed++) {
        boolean left = (transposed & 1) != 0;
        boolean right = (transposed & 2) != 0;
        Shape a = left ? Shape.of(size[2], size[0]) : Shape.of(size[0], size[2]);
        Shape b = right ? Shape.of(size[1], size[2]) : Shape.of(size[2], size[1]);
        add(new Op.MatMul(left, right), true, Operand.of(a, -1, 1), Operand.of(b, -1, 1));
      }
    }
  }

  private void reductions() {
    int[][] shapes = {
      {1}, {17}, {4098}, {40_000}, {5, 7}, {207, 63}, {63, 207}, {3, 5, 7}, {2, 17, 1}, {200, 3}
    };
    for (int[] extents : shapes) {
      Shape shape = Shape.of(extents);
      for (int axis = 0; axis < shape.rank(); axis++) {
        add(new Op.Sum(axis), true, Operand.of(shape, -1, 1));
        add(new Op.Max(axis), true, Operand.of(shape));
      }
      add(new Op.Norm(), true, Operand.of(shape));
    }
    add(new Op.Norm(), true, Operand.of(Shape.of(5)), Operand.of(Shape.of(3, 7)));
  }

  private void layout() {
    add(new Op.Reshape(Shape.of(7, 5)), true, Operand.of(Shape.of(5, 7)));
    add(new Op.Detach(), false, Operand.of(Shape.of(5, 7)));
    add(new Op.Transpose(List.of(1, 0)), true, Operand.of(Shape.of(33, 17)));
    add(new Op.Transpose(List.of(2, 0, 1)), true, Operand.of(Shape.of(3, 5, 7)));
    add(new Op.Slice(0, 1, 3), true, Operand.of(Shape.of(5, 7)));
    add(new Op.Slice(1, 2, 7), true, Operand.of(Shape.of(5, 7)));
    add(new Op.Slice(1, 0, 1), true, Operand.of(Shape.of(3, 5, 7)));
    add(new Op.Concatenate(0), true, Operand.of(Shape.of(2, 3)), Operand.of(Shape.of(4, 3)));
    add(new Op.Concatenate(1), true, Operand.of(Shape.of(2, 3)), Operand.of(Shape.of(2, 5)));
    add(new Op.OneHot(4), false, new Operand(Shape.of(31), -1, 5, true));
  }

  private void rows() {
    for (int[] extents :
        new int[][] {
          {0, 5},
          {3, 0},
          {1, 1},
          {3, 2},
          {7, 10},
          {17, 16},
          {5, 207},
          {2, 3, 17},
          {130, 10},
          {2, 1023}
        }) {
      rows(Shape.of(extents));
    }
  }

  private void rows(Shape shape) {
    Operand logits = Operand.of(shape, -4, 4);
    Operand targets = Operand.of(shape, 0, 1);
    Operand upstream = Operand.of(shape.without(shape.rank() - 1));
    add(new Op.Softmax(), true, logits);
    add(new Op.LogSoftmax(), true, logits);
    add(new Op.CrossEntropy(), true, logits, targets);
    add(new Op.CrossEntropyGradient(), true, upstream, logits, targets);
  }

  private void eigenBases() {
    for (int n : new int[] {1, 2, 5, 17}) {
      Operand matrix = Operand.of(Shape.of(n, n));
      add(new Op.EigenBasis(), false, matrix, matrix);
      add(new Op.EigenBasis(), false, matrix, Operand.of(Shape.of(n, n), 0, 0));
    }
  }

  /// Reductions of nothing: zeros, or -∞, which has no derivative.
  private void empty() {
    for (int[] extents : new int[][] {{0}, {0, 5}, {5, 0}, {3, 0, 2}}) {
      Operand nothing = Operand.of(Shape.of(extents));
      for (int axis = 0; axis < extents.length; axis++) {
        add(new Op.Sum(axis), true, nothing);
        add(new Op.Max(axis), false, nothing);
      }
      add(new Op.Norm(), false, nothing);
      add(new Op.Concatenate(0), true, nothing, nothing);
    }
    add(new Op.Transpose(List.of(1, 0)), true, Operand.of(Shape.of(0, 5)));
    add(new Op.Slice(1, 2, 2), true, Operand.of(Shape.of(5, 7)));
    add(new Op.Broadcast(Shape.of(0, 5)), true, Operand.of(Shape.of(5)));
    add(new Op.OneHot(3), false, Operand.of(Shape.of(0)));
  }

  private void batchNormalisation() {
    for (int[] extents :
        new int[][] {{2, 1}, {7, 5}, {64, 17}, {33, 130}, {5, 3, 4}, {4, 7, 3, 3}}) {
      batchNormalisation(Shape.of(extents), 1);
    }
    // Rows as channels: layer normalisation.
    batchNormalisation(Shape.of(33, 7), 0);
    batchNormalisation(Shape.of(1, 65), 0);
  }

  private void batchNormalisation(Shape shape, int axis) {
    Operand x = Operand.of(shape, -1, 3);
    Operand units = Operand.of(Shape.of(shape.extent(axis)), 0.5, 1.5);
    add(new Op.Moments(axis), true, x);
    addNormalised(new Op.BatchNorm(axis, 1e-3), true, false, x, units, units);
    addNormalised(new Op.BatchNormSums(axis, 1e-3), false, true, x, Operand.of(shape));
    addNormalised(new Op.BatchNormGradient(axis, 1e-3), false, true, x, Operand.of(shape), units);
  }

  /// Batch normalisation asks for moments of its own input.
  private void addNormalised(Op op, boolean isSmooth, boolean isBackward, Operand... operands) {
    cases.add(
        new OperationCase(
            op,
            op + " on " + operands[0].shape(),
            List.of(operands),
            in -> isBackward ? backward(op, in) : forward(op, in),
            isSmooth));
  }

  private static Tensor forward(Op op, List<Tensor> in) {
    Tensor x = in.get(0);
    return x.graph().add(op, x, moments(op, x), in.get(1), in.get(2));
  }

  private static Tensor backward(Op op, List<Tensor> in) {
    Tensor x = in.get(0);
    Tensor dy = in.get(1);
    Tensor moments = moments(op, x);
    Tensor sums = x.graph().add(new Op.BatchNormSums(axis(op), 1e-3), dy, x, moments);
    return op instanceof Op.BatchNormSums
        ? sums
        : x.graph().add(op, dy, x, moments, sums, in.get(2));
  }

  private static Tensor moments(Op op, Tensor x) {
    return x.graph().add(new Op.Moments(axis(op)), x);
  }

  private static int axis(Op op) {
    return switch (op) {
      case Op.BatchNorm norm -> norm.axis();
      case Op.BatchNormSums norm -> norm.axis();
      case Op.BatchNormGradient norm -> norm.axis();
      default ->
          throw new IllegalArgumentException("axis: expected a normalisation, but got " + op);
    };
  }
}
