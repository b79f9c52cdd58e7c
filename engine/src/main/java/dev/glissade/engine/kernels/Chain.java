package dev.glissade.engine.kernels;

import java.util.List;

/// A chain of element-wise operations over arrays of the same length and numbers.
///
/// Instructions follow one another; each works on all elements, in the order of the list. An array
/// that one instruction writes has its new values in those after it.
///
/// @param arrays how many arrays there are; no two overlap
/// @param numbers how many numbers there are, operands and factors
/// @param instructions what is done
public record Chain(int arrays, int numbers, List<Instruction> instructions) {
  /// In the place of a number's index: the factor 1.
  public static final int NO_FACTOR = -1;

  /// Copies the list.
  public Chain {
    instructions = List.copyOf(instructions);
  }

  /// `out = f(a, b, c)`; operands that a kind does not use are `a` again. The result is an array or
  /// a register.
  public record Instruction(Kind kind, Operand out, Operand a, Operand b, Operand c) {}

  /// What an instruction reads or writes.
  public sealed interface Operand {
    /// Elements of an array.
    record Array(int index) implements Operand {}

    /// A value that lives from one instruction to the next only.
    record Register(int index) implements Operand {}

    /// One number for all elements.
    record Number(int index) implements Operand {}
  }

  /// What an instruction does. Each operation is rounded by itself.
  public sealed interface Kind {
    /// `f(a)`
    record Unary(UnaryFunction function) implements Kind {}

    /// `f(a, b)`
    record Binary(BinaryFunction function) implements Kind {}

    /// `a > 0 ? b : c`
    record Select() implements Kind {}

    /// `a`
    record Copy() implements Kind {}

    /// `a` without what a random stream drops; the rest is scaled.
    record Dropout() implements Kind {}

    /// `s·a + t·b`, or `s·a - t·b`, perhaps with `b²`; `s` and `t` are indices of numbers.
    record Combine(int s, int t, boolean isDifference, boolean isSquare) implements Kind {}

    /// `s·a / (√(t·b) + e)`; all three are indices of numbers.
    record Ratio(int s, int t, int e) implements Kind {}
  }
}
