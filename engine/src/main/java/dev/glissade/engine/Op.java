package dev.glissade.engine;

import dev.glissade.engine.kernels.BinaryFunction;
import dev.glissade.engine.kernels.UnaryFunction;
import java.util.List;

/// The closed vocabulary of primitive operations. Everything else is composed of these.
///
/// An operation is a value: it knows its constants, not its inputs. Its shape rule is in
/// `ShapeRules`, its derivative in `Derivatives`, its textbook evaluation in `Reference`, its
/// kernel in `dev.glissade.engine.kernels`. `x`, `a`, `b` below are the inputs in order; `y` is the
/// output.
public sealed interface Op {
  // Sources

  /// A batch of data, given to the program before each run.
  record Input(String name, Shape shape) implements Op {}

  /// A number that may change between steps (a rate, a β product); kept in double. Shape `[]`.
  record Scalar(String name) implements Op {}

  /// A number fixed when the graph is built. Shape `[]`.
  record Constant(double value) implements Op {}

  /// A small table of fixed numbers, for example class weights.
  record Literal(Shape shape, List<Double> values) implements Op {}

  /// A named range of the state block: a parameter, a running statistic, an optimiser slot.
  record Variable(String name, Shape shape) implements Op {}

  // Element by element, with NumPy's broadcasting

  /// `y = f(x)`
  record Unary(UnaryFunction function) implements Op {}

  /// `y = f(a, b)`
  record Binary(BinaryFunction function) implements Op {}

  /// `y = condition > 0 ? a : b`
  record Select() implements Op {}

  /// `y = x · mask / (1 - rate)` with inputs `x` and the scalar `rate`; an element of the mask is 0
  /// with probability `rate`. The mask is a function of (seed, `stream`, step, index) and is never
  /// stored (Srivastava et al. 2014, inverted form).
  record Dropout(String stream) implements Op {}

  /// Standard normal numbers, each a function of (seed, `stream`, step, index), by Box and Muller
  /// (1958).
  record Normal(String stream, Shape shape) implements Op {}

  // Products

  /// `y = op(a) · op(b)`; `a` is `[m, k]` (`[k, m]` if transposed), `b` is `[k, n]` (`[n, k]`), `y`
  /// is `[m, n]`.
  record MatMul(boolean transposeLeft, boolean transposeRight) implements Op {}

  /// An orthonormal basis of eigenvectors of the symmetric matrix `x`, in columns, found from the
  /// basis `previous` by rotations; inputs `x` and `previous`, both `[n, n]`. Where `x` is zero it
  /// is `previous`, and a `previous` of zeros counts as the identity.
  record EigenBasis() implements Op {}

  // Reductions

  /// The sum over one axis, which disappears.
  record Sum(int axis) implements Op {}

  /// The maximum over one axis, which disappears.
  record Max(int axis) implements Op {}

  /// The Euclidean norm of all elements of all inputs together, accumulated in double. Shape `[]`.
  record Norm() implements Op {}

  // Layout

  /// The same elements in the same order under another shape.
  record Reshape(Shape shape) implements Op {}

  /// `y = x`, which passes for a constant: no gradient flows back.
  record Detach() implements Op {}

  /// `x` repeated to fill a larger shape.
  record Broadcast(Shape shape) implements Op {}

  /// Axis `i` of `y` is axis `order[i]` of `x`.
  record Transpose(List<Integer> order) implements Op {}

  /// The elements `[from, to)` of one axis.
  record Slice(int axis, int from, int to) implements Op {}

  /// The inputs one after the other along one axis.
  record Concatenate(int axis) implements Op {}

  // Classification

  /// Class indices `[…]` to rows `[…, classes]` with a single 1; an index outside gives a row of
  /// zeros.
  record OneHot(int classes) implements Op {}

  /// `y = e^x / Σ e^x` over the last axis.
  record Softmax() implements Op {}

  /// `y = x - ln Σ e^x` over the last axis.
  record LogSoftmax() implements Op {}

  /// `y[i] = -Σⱼ targets[i, j] · logSoftmax(logits)[i, j]`, inputs `logits` and `targets` of one
  /// shape; the last axis disappears.
  record CrossEntropy() implements Op {}

  /// The gradient of `CrossEntropy` for its logits; inputs `dy`, `logits`, `targets`.
  record CrossEntropyGradient() implements Op {}

  // Batch normalisation (Ioffe and Szegedy 2015); `axis` holds the channels

  /// `[3, channels]`: mean, the part of the mean that a float cannot hold, biased variance; in two
  /// passes.
  record Moments(int axis) implements Op {}

  /// `y = γ (x - μ) / √(σ² + ε) + β` with inputs `x`, `moments`, `γ`, `β`. The moments must be
  /// those of `x`: the derivative for `x` includes the way through them.
  record BatchNorm(int axis, double epsilon) implements Op {}

  /// `[2, channels]`: `Σ dy` and `Σ dy · x̂`; inputs `dy`, `x`, `moments`.
  record BatchNormSums(int axis, double epsilon) implements Op {}

  /// `dx = γ / (n √(σ² + ε)) · (n dy - Σ dy - x̂ Σ(dy x̂))`; inputs `dy`, `x`, `moments`, `sums`,
  /// `γ`.
  record BatchNormGradient(int axis, double epsilon) implements Op {}

  /// The name used in messages, for example `matMul`.
  default String label() {
    return switch (this) {
      case Unary unary -> camelCase(unary.function());
      case Binary binary -> camelCase(binary.function());
      default -> {
        String name = getClass().getSimpleName();
        yield Character.toLowerCase(name.charAt(0)) + name.substring(1);
      }
    };
  }

  private static String camelCase(Enum<?> function) {
    StringBuilder name = new StringBuilder();
    boolean startsWord = false;
    for (char c : function.name().toCharArray()) {
      if (c == '_') {
        startsWord = true;
      } else {
        name.append(startsWord ? c : Character.toLowerCase(c));
        startsWord = false;
      }
    }
    return name.toString();
  }
}
