package dev.glissade.simd;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.glissade.engine.kernels.BinaryFunction;
import dev.glissade.engine.kernels.Chain;
import dev.glissade.engine.kernels.Chain.Instruction;
import dev.glissade.engine.kernels.Chain.Kind;
import dev.glissade.engine.kernels.Chain.Operand;
import dev.glissade.engine.kernels.Chains;
import dev.glissade.engine.kernels.Elementwise;
import dev.glissade.engine.kernels.PlainElementwise;
import dev.glissade.engine.kernels.UnaryFunction;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// A written loop has the bits of its instructions, run one after the other in plain Java.
class ChainLoopTest {
  private static final int ARRAYS = 4;
  private static final int REGISTERS = 3;
  private static final int NUMBERS = 3;
  private static final int SIZE = 83;
  private static final int[] AT = {0, 5, 16, 7};
  private static final float[] FACTORS = {0.9f, -1.7f, 1e-3f};

  private static final Chains CHAINS = new VectorKernelProvider().kernels(0).chains();

  static Stream<Kind> kinds() {
    List<Kind> kinds = new ArrayList<>(List.of(new Kind.Select(), new Kind.Copy()));
    for (UnaryFunction f : UnaryFunction.values()) {
      Kind kind = new Kind.Unary(f);
      if (ChainLoop.isPossible(chainOf(List.of(of(kind))))) {
        kinds.add(kind);
      }
    }
    for (BinaryFunction f : BinaryFunction.values()) {
      kinds.add(new Kind.Binary(f));
    }
    for (int s : new int[] {Chain.NO_FACTOR, 1}) {
      for (int t : new int[] {Chain.NO_FACTOR, 2}) {
        kinds.add(new Kind.Ratio(s, t, 0));
        for (boolean isSquare : new boolean[] {false, true}) {
          kinds.add(new Kind.Combine(s, t, true, isSquare));
          kinds.add(new Kind.Combine(s, t, false, isSquare));
        }
      }
    }
    return kinds.stream();
  }

  private static Instruction of(Kind kind) {
    return new Instruction(
        kind,
        new Operand.Array(3),
        new Operand.Array(0),
        new Operand.Array(1),
        new Operand.Array(2));
  }

  private static Chain chainOf(List<Instruction> instructions) {
    return new Chain(ARRAYS, NUMBERS, instructions);
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void everyKind(Kind kind) {
    assertSameBits(chainOf(List.of(of(kind))), new SplittableRandom(1));
  }

  /// Results that are read again, arrays that are overwritten, registers that change.
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16})
  void longChains(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    assertSameBits(randomChain(kinds().toList(), random), random);
  }

  /// Comparisons are masks until somebody wants their numbers.
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
  void chainsOfChoices(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    Kind greater = new Kind.Binary(BinaryFunction.GREATER);
    Kind add = new Kind.Binary(BinaryFunction.ADD);
    List<Kind> kinds = List.of(greater, greater, new Kind.Select(), new Kind.Select(), add);
    assertSameBits(randomChain(kinds, random), random);
  }

  private static Chain randomChain(List<Kind> kinds, SplittableRandom random) {
    List<Operand> known = new ArrayList<>();
    for (int i = 0; i < ARRAYS; i++) {
      known.add(new Operand.Array(i));
    }
    for (int i = 0; i < NUMBERS; i++) {
      known.add(new Operand.Number(i));
    }
    List<Instruction> instructions = new ArrayList<>();
    for (int i = 0; i < 2 + random.nextInt(12); i++) {
      Operand out =
          random.nextBoolean()
              ? new Operand.Register(random.nextInt(REGISTERS))
              : new Operand.Array(random.nextInt(ARRAYS));
      instructions.add(
          new Instruction(
              kinds.get(random.nextInt(kinds.size())),
              out,
              known.get(random.nextInt(known.size())),
              known.get(random.nextInt(known.size())),
              known.get(random.nextInt(known.size()))));
      known.add(out);
    }
    return chainOf(instructions);
  }

  @Test
  void whatHasNoVectorsIsLeftToTheTiles() {
    Chain chain = chainOf(List.of(of(new Kind.Dropout()), of(new Kind.Copy())));

    assertSame(Chains.Loop.NEVER, CHAINS.loop(chain));
  }

  @Test
  void equalChainsShareALoop() {
    assertSame(
        CHAINS.loop(chainOf(List.of(of(new Kind.Copy())))),
        CHAINS.loop(chainOf(List.of(of(new Kind.Copy())))));
  }

  @Test
  void aLoopIsNotUsedBeforeItIsCompiled() {
    Chains cold = new VectorKernelProvider().kernels(Long.MAX_VALUE).chains();
    float[][] arrays = new float[ARRAYS][200];

    int done = cold.loop(chainOf(List.of(of(new Kind.Copy())))).run(arrays, AT, FACTORS, 100);

    assertEquals(0, done);
  }

  private static void assertSameBits(Chain chain, SplittableRandom random) {
    float[][] expected = new float[ARRAYS][];
    float[][] actual = new float[ARRAYS][];
    for (int i = 0; i < ARRAYS; i++) {
      expected[i] = values(random);
      actual[i] = expected[i].clone();
    }

    int done = CHAINS.loop(chain).run(actual, AT, FACTORS, SIZE);
    runPlain(chain, expected, done);

    assertEquals(Lanes.bound(SIZE), done);
    for (int i = 0; i < ARRAYS; i++) {
      assertArrayEquals(bits(expected[i]), bits(actual[i]), "array " + i + " of " + chain);
    }
  }

  /// Any one NaN is as good as another.
  private static int[] bits(float[] x) {
    int[] bits = new int[x.length];
    Arrays.setAll(bits, i -> Float.floatToIntBits(x[i]));
    return bits;
  }

  private static float[] values(SplittableRandom random) {
    float[] special = {0f, -0f, 1e-42f, Float.POSITIVE_INFINITY, Float.NaN, -Float.MAX_VALUE, 1f};
    float[] values = new float[2 * SIZE];
    for (int i = 0; i < values.length; i++) {
      float ordinary = (float) random.nextGaussian();
      values[i] = random.nextInt(8) == 0 ? special[random.nextInt(special.length)] : ordinary;
    }
    return values;
  }

  private static void runPlain(Chain chain, float[][] arrays, int n) {
    float[][] registers = new float[REGISTERS][n];
    Elementwise loops = new PlainElementwise();
    for (Instruction it : chain.instructions()) {
      float[] a = read(it.a(), arrays, registers, n);
      float[] b = read(it.b(), arrays, registers, n);
      float[] c = read(it.c(), arrays, registers, n);
      float[] out = new float[n];
      switch (it.kind()) {
        case Kind.Unary(UnaryFunction f) -> loops.unary(f, out, 0, a, 0, n);
        case Kind.Binary(BinaryFunction f) -> loops.binary(f, out, 0, a, 0, b, 0, n);
        case Kind.Select _ -> loops.select(out, a, b, c, n);
        case Kind.Copy _ -> System.arraycopy(a, 0, out, 0, n);
        case Kind.Combine(int s, int t, boolean isDifference, boolean isSquare) -> {
          float second = isDifference ? -factor(t) : factor(t);
          if (isSquare) {
            loops.combineSquare(out, a, factor(s), b, second, n);
          } else {
            loops.combine(out, a, factor(s), b, second, n);
          }
        }
        case Kind.Ratio(int s, int t, int e) ->
            loops.ratio(out, a, factor(s), b, factor(t), FACTORS[e], n);
        case Kind.Dropout _ -> throw new IllegalStateException("no dropout in these chains");
      }
      switch (it.out()) {
        case Operand.Array(int index) -> System.arraycopy(out, 0, arrays[index], AT[index], n);
        case Operand.Register(int index) -> registers[index] = out;
        case Operand.Number _ -> throw new IllegalStateException("a number is not written");
      }
    }
  }

  private static float factor(int number) {
    return number == Chain.NO_FACTOR ? 1f : FACTORS[number];
  }

  private static float[] read(Operand operand, float[][] arrays, float[][] registers, int n) {
    return switch (operand) {
      case Operand.Array(int i) -> Arrays.copyOfRange(arrays[i], AT[i], AT[i] + n);
      case Operand.Register(int i) -> registers[i];
      case Operand.Number(int i) -> {
        float[] repeated = new float[n];
        Arrays.fill(repeated, FACTORS[i]);
        yield repeated;
      }
    };
  }
}
