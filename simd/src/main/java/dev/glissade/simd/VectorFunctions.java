package dev.glissade.simd;

import static java.lang.constant.ConstantDescs.CD_float;
import static java.lang.constant.ConstantDescs.CD_int;

import dev.glissade.engine.kernels.FloatFunctions;
import dev.glissade.engine.kernels.UnaryFunction;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.HashMap;
import java.util.Map;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.Vector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/// Writes the functions of `FloatFunctions` for vectors, operation by operation, into the loop of a
/// chain: each is as it is there, with both sides of a decision computed.
///
/// They are written out, since a vector that a method of ours returns becomes an object where C2
/// does not inline the method. Values are named by the local variable that holds them.
final class VectorFunctions {
  private static final ClassDesc VECTOR = describe(FloatVector.class);
  private static final ClassDesc INTS = describe(IntVector.class);
  private static final ClassDesc ANY = describe(Vector.class);
  private static final ClassDesc MASK = describe(VectorMask.class);
  private static final ClassDesc OPERATORS = describe(VectorOperators.class);
  private static final ClassDesc BINARY = describe(VectorOperators.Binary.class);
  private static final ClassDesc COMPARISON = describe(VectorOperators.Comparison.class);
  private static final MethodTypeDesc OF_INT = MethodTypeDesc.of(INTS, CD_int);
  private static final MethodTypeDesc SHIFT = MethodTypeDesc.of(INTS, BINARY, CD_int);

  private final CodeBuilder code;
  private final Map<Float, Integer> constants = new HashMap<>();

  /// Writes to the end of `code`.
  VectorFunctions(CodeBuilder code) {
    this.code = code;
  }

  private static ClassDesc describe(Class<?> type) {
    return type.describeConstable().orElseThrow();
  }

  /// Writes `f(x)` for a function that `isElementary`.
  int apply(UnaryFunction f, int x) {
    return switch (f) {
      case EXPONENTIAL -> exp(x);
      case EXPONENTIAL_MINUS_ONE -> expm1(x);
      case LOGARITHM -> log(x);
      case LOGARITHM_PLUS_ONE -> log1p(x);
      case TANH -> tanh(x);
      case SIGMOID -> sigmoid(x);
      case SOFTPLUS -> softplus(x);
      case ERROR_FUNCTION -> erf(x);
      case NEGATE, ABSOLUTE, SIGN, SQUARE, SQUARE_ROOT, RECIPROCAL, RELU ->
          throw new IllegalArgumentException("function: expected an elementary one, but got " + f);
    };
  }

  private int exp(int x) {
    int bounded = max(min(x, FloatFunctions.MOST_EXPONENT), FloatFunctions.LEAST_EXPONENT);
    int rounded = rounded(bounded);
    int power = add(powerMinusOne(bounded, rounded), constant(1f));
    int whole = whole(rounded);
    int half = shift("ASHR", whole, 1);
    code.aload(whole).aload(half);
    int rest = keep("sub", INTS, MethodTypeDesc.of(INTS, ANY));
    return multiply(multiply(power, powerOfTwo(half, 127)), powerOfTwo(rest, 127));
  }

  private int expm1(int x) {
    int bounded = max(min(x, FloatFunctions.MOST_EXPONENT), FloatFunctions.LEAST_MINUS_ONE);
    int rounded = rounded(bounded);
    int scale = powerOfTwo(whole(rounded), 126);
    int half = fma(scale, powerMinusOne(bounded, rounded), subtract(scale, constant(0.5f)));
    return unlessZero(x, add(half, half));
  }

  private int rounded(int x) {
    return fma(x, constant(FloatFunctions.LOG2_E), constant(FloatFunctions.ROUNDING));
  }

  private int powerMinusOne(int x, int rounded) {
    int n = subtract(rounded, constant(FloatFunctions.ROUNDING));
    int high = fma(n, constant(-FloatFunctions.LN2_HIGH), x);
    int r = fma(n, constant(-FloatFunctions.LN2_LOW), high);
    float[] coefficients = {
      FloatFunctions.E2, FloatFunctions.E3, FloatFunctions.E4, FloatFunctions.E5, FloatFunctions.E6
    };
    return fma(polynomial(coefficients, r), multiply(r, r), r);
  }

  /// The whole number that `rounded` has in its lowest bits.
  private int whole(int rounded) {
    code.aload(rounded);
    int bits = keep("reinterpretAsInts", VECTOR, MethodTypeDesc.of(INTS));
    return plus(bits, -Float.floatToRawIntBits(FloatFunctions.ROUNDING));
  }

  private int powerOfTwo(int n, int bias) {
    return floats(shift("LSHL", plus(n, bias), 23));
  }

  private int log(int x) {
    int smallest = constant(Float.MIN_NORMAL);
    int scaled = multiply(x, constant(FloatFunctions.DENORMAL_SCALE));
    code.aload(ifGreater(smallest, x, scaled, x));
    int bits = keep("reinterpretAsInts", VECTOR, MethodTypeDesc.of(INTS));
    int exponent = shift("ASHR", plus(bits, -FloatFunctions.ROOT_HALF_BITS), 23);
    code.aload(bits).aload(shift("LSHL", exponent, 23));
    int mantissa = floats(keep("sub", INTS, MethodTypeDesc.of(INTS, ANY)));
    int f = subtract(mantissa, constant(1f));
    int shift = ifGreater(smallest, x, constant(FloatFunctions.DENORMAL_SHIFT), constant(0f));
    int n = subtract(number(exponent), shift);
    int nearOne = fma(polynomial(FloatFunctions.logCoefficients(), f), multiply(f, f), f);
    int finite = fma(n, constant(FloatFunctions.LN2), nearOne);
    int positive = ifGreater(x, constant(Float.MAX_VALUE), x, finite);
    int zero = add(x, constant(Float.NEGATIVE_INFINITY));
    int other = ifGreater(constant(0f), x, constant(Float.NaN), zero);
    return ifGreater(x, constant(0f), positive, other);
  }

  /// A small whole number as a real one.
  private int number(int whole) {
    int rounding = Float.floatToRawIntBits(FloatFunctions.ROUNDING);
    return subtract(floats(plus(whole, rounding)), constant(FloatFunctions.ROUNDING));
  }

  private int log1p(int x) {
    int u = add(constant(1f), x);
    int logarithm = log(u);
    int lost = divide(subtract(x, subtract(u, constant(1f))), u);
    int bounded = ifGreater(u, constant(Float.MAX_VALUE), logarithm, add(logarithm, lost));
    return unlessZero(x, ifGreater(u, constant(0f), bounded, logarithm));
  }

  private int tanh(int x) {
    int square = multiply(x, x);
    int polynomial = polynomial(FloatFunctions.tanhCoefficients(), square);
    int small = unlessZero(x, fma(multiply(polynomial, square), x, x));
    int magnitude = of("abs", x);
    int power = add(exp(add(magnitude, magnitude)), constant(1f));
    int large = withSign(subtract(constant(1f), divide(constant(2f), power)), x);
    return ifGreater(constant(FloatFunctions.TANH_SMALL), magnitude, small, large);
  }

  private int sigmoid(int x) {
    int power = exp(of("neg", of("abs", x)));
    int above = ifGreater(x, constant(0f), constant(1f), power);
    return divide(above, add(constant(1f), power));
  }

  private int softplus(int x) {
    int power = exp(of("neg", of("abs", x)));
    return add(max(x, 0f), log1p(power));
  }

  private int erf(int x) {
    int small = fma(polynomial(FloatFunctions.erfCoefficients(), multiply(x, x)), x, x);
    int magnitude = min(of("abs", x), FloatFunctions.ERF_LARGE);
    int rest = polynomial(FloatFunctions.erfTailCoefficients(), magnitude);
    int negative = of("neg", magnitude);
    int large = withSign(subtract(constant(1f), exp(fma(rest, negative, negative))), x);
    return ifGreater(constant(FloatFunctions.ERF_SMALL), magnitude, small, large);
  }

  private int unlessZero(int x, int value) {
    return ifGreater(of("abs", x), constant(0f), value, x);
  }

  private int withSign(int large, int x) {
    return ifGreater(constant(0f), x, of("neg", large), large);
  }

  private int polynomial(float[] coefficients, int x) {
    int sum = constant(coefficients[coefficients.length - 1]);
    for (int i = coefficients.length - 2; i >= 0; i--) {
      sum = fma(sum, x, constant(coefficients[i]));
    }
    return sum;
  }

  private int constant(float number) {
    return constants.computeIfAbsent(number, this::broadcast);
  }

  private int broadcast(float number) {
    code.getstatic(describe(Lanes.class), "SPECIES", describe(VectorSpecies.class));
    code.loadConstant(number);
    MethodTypeDesc type = MethodTypeDesc.of(VECTOR, describe(VectorSpecies.class), CD_float);
    code.invokestatic(VECTOR, "broadcast", type);
    return keep();
  }

  private int keep() {
    int local = code.allocateLocal(TypeKind.REFERENCE);
    code.astore(local);
    return local;
  }

  private int keep(String method, ClassDesc owner, MethodTypeDesc type) {
    code.invokevirtual(owner, method, type);
    return keep();
  }

  private int of(String method, int x) {
    code.aload(x);
    return keep(method, VECTOR, MethodTypeDesc.of(VECTOR));
  }

  private int of(String method, int a, int b) {
    code.aload(a).aload(b);
    return keep(method, VECTOR, MethodTypeDesc.of(VECTOR, ANY));
  }

  private int add(int a, int b) {
    return of("add", a, b);
  }

  private int subtract(int a, int b) {
    return of("sub", a, b);
  }

  private int multiply(int a, int b) {
    return of("mul", a, b);
  }

  private int divide(int a, int b) {
    return of("div", a, b);
  }

  private int min(int x, float bound) {
    return of("min", x, constant(bound));
  }

  private int max(int x, float bound) {
    return of("max", x, constant(bound));
  }

  /// `a · b + c`, rounded once.
  private int fma(int a, int b, int c) {
    code.aload(a).aload(b).aload(c);
    return keep("fma", VECTOR, MethodTypeDesc.of(VECTOR, ANY, ANY));
  }

  private int ifGreater(int a, int b, int then, int otherwise) {
    code.aload(otherwise).aload(then).aload(a);
    code.getstatic(OPERATORS, "GT", COMPARISON).aload(b);
    code.invokevirtual(VECTOR, "compare", MethodTypeDesc.of(MASK, COMPARISON, ANY));
    return keep("blend", VECTOR, MethodTypeDesc.of(VECTOR, ANY, MASK));
  }

  private int plus(int ints, int number) {
    code.aload(ints).loadConstant(number);
    return keep("add", INTS, OF_INT);
  }

  private int shift(String direction, int ints, int bits) {
    code.aload(ints).getstatic(OPERATORS, direction, BINARY).loadConstant(bits);
    return keep("lanewise", INTS, SHIFT);
  }

  private int floats(int ints) {
    code.aload(ints);
    return keep("reinterpretAsFloats", INTS, MethodTypeDesc.of(VECTOR));
  }
}
