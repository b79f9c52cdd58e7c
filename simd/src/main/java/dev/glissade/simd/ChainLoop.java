package dev.glissade.simd;

import static java.lang.constant.ConstantDescs.CD_float;
import static java.lang.constant.ConstantDescs.CD_int;
import static java.lang.constant.ConstantDescs.CD_void;

import dev.glissade.engine.kernels.BinaryFunction;
import dev.glissade.engine.kernels.Chain;
import dev.glissade.engine.kernels.Chain.Kind;
import dev.glissade.engine.kernels.Chain.Operand;
import dev.glissade.engine.kernels.UnaryFunction;
import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.HashMap;
import java.util.Map;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.Vector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/// Writes the loop of a chain as a class: what `VectorElementwise` would do, instruction after
/// instruction, for one vector after the other, with every intermediate value in a register.
///
/// ```java
/// void run(float[][] arrays, int[] at, float[] numbers, int n) {
///   float[] a0 = arrays[0];
///   int at0 = at[0];
///   FloatVector number0 = FloatVector.broadcast(SPECIES, numbers[0]);
///   for (int i = 0; i < n; i += LENGTH) {
///     FloatVector x = FloatVector.fromArray(SPECIES, a0, at0 + i);
///     …
///   }
/// }
/// ```
final class ChainLoop {
  /// The loop over `n` elements, a multiple of the vector length.
  interface Body {
    void run(float[][] arrays, int[] at, float[] numbers, int n);
  }

  private static final ClassDesc VECTOR = describe(FloatVector.class);
  private static final ClassDesc ANY_VECTOR = describe(Vector.class);
  private static final ClassDesc SPECIES = describe(VectorSpecies.class);
  private static final ClassDesc MASK = describe(VectorMask.class);
  private static final ClassDesc FLOATS = CD_float.arrayType();
  private static final MethodTypeDesc OF_VECTOR = MethodTypeDesc.of(VECTOR, ANY_VECTOR);
  private static final MethodTypeDesc OF_NOTHING = MethodTypeDesc.of(VECTOR);

  private final CodeBuilder code;
  private final Chain chain;
  private final int counter;
  private final int zero;
  private final int one;
  private final int[] arrays;
  private final int[] starts;
  private final int[] numbers;

  /// The local variable that holds an operand's value, as far as there is one yet.
  private final Map<Operand, Integer> values = new HashMap<>();

  /// The local variable that says where an operand is positive, of those that are asked for that.
  private final Map<Operand, Integer> masks = new HashMap<>();

  private ChainLoop(CodeBuilder code, Chain chain) {
    this.code = code;
    this.chain = chain;
    counter = code.allocateLocal(TypeKind.INT);
    zero = code.allocateLocal(TypeKind.REFERENCE);
    one = code.allocateLocal(TypeKind.REFERENCE);
    arrays = new int[chain.arrays()];
    starts = new int[chain.arrays()];
    numbers = new int[chain.numbers()];
  }

  /// Whether every instruction has a counterpart on vectors.
  static boolean isPossible(Chain chain) {
    return chain.instructions().stream()
        .allMatch(
            it ->
                switch (it.kind()) {
                  case Kind.Dropout _ -> false;
                  case Kind.Unary _, Kind.Binary _, Kind.Select _, Kind.Copy _ -> true;
                  case Kind.Combine _, Kind.Ratio _ -> true;
                });
  }

  /// The loop, as an object of a new class.
  static Body of(Chain chain) {
    ClassDesc self = ClassDesc.of(ChainLoop.class.getPackageName(), "WrittenLoop");
    byte[] written =
        ClassFile.of()
            .build(
                self,
                type ->
                    type.withFlags(ClassFile.ACC_FINAL | ClassFile.ACC_SYNTHETIC)
                        .withInterfaceSymbols(describe(Body.class))
                        .withMethodBody(
                            ConstantDescs.INIT_NAME,
                            ConstantDescs.MTD_void,
                            0,
                            code ->
                                code.aload(0)
                                    .invokespecial(
                                        ConstantDescs.CD_Object,
                                        ConstantDescs.INIT_NAME,
                                        ConstantDescs.MTD_void)
                                    .return_())
                        .withMethodBody(
                            "run",
                            MethodTypeDesc.of(
                                CD_void, FLOATS.arrayType(), CD_int.arrayType(), FLOATS, CD_int),
                            ClassFile.ACC_PUBLIC,
                            code -> new ChainLoop(code, chain).write()));
    try {
      MethodHandles.Lookup lookup = MethodHandles.lookup().defineHiddenClass(written, true);
      return (Body)
          lookup.findConstructor(lookup.lookupClass(), MethodType.methodType(void.class)).invoke();
    } catch (Throwable e) {
      throw new IllegalStateException("chain: expected a class that can be made, but got " + e, e);
    }
  }

  private static ClassDesc describe(Class<?> type) {
    return type.describeConstable().orElseThrow();
  }

  private void write() {
    for (int i = 0; i < arrays.length; i++) {
      arrays[i] = code.allocateLocal(TypeKind.REFERENCE);
      starts[i] = code.allocateLocal(TypeKind.INT);
      code.aload(code.parameterSlot(0)).loadConstant(i).aaload().astore(arrays[i]);
      code.aload(code.parameterSlot(1)).loadConstant(i).iaload().istore(starts[i]);
    }
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = code.allocateLocal(TypeKind.REFERENCE);
      loadSpecies();
      code.aload(code.parameterSlot(2)).loadConstant(i).faload();
      broadcast(numbers[i]);
      values.put(new Operand.Number(i), numbers[i]);
    }
    loadSpecies();
    code.fconst_0();
    broadcast(zero);
    loadSpecies();
    code.fconst_1();
    broadcast(one);
    chain.instructions().stream()
        .filter(it -> it.kind() instanceof Kind.Select && it.a() instanceof Operand.Number)
        .map(Chain.Instruction::a)
        .distinct()
        .forEach(this::choose);
    code.iconst_0().istore(counter);
    Label test = code.newLabel();
    Label end = code.newLabel();
    code.labelBinding(test).iload(counter).iload(code.parameterSlot(3)).if_icmpge(end);
    chain.instructions().forEach(this::write);
    code.iinc(counter, Lanes.LENGTH).goto_(test).labelBinding(end).return_();
  }

  /// Finds out once where a number is positive: everywhere, or nowhere.
  private void choose(Operand number) {
    load(number);
    greater(() -> code.aload(zero));
    keepMask(number);
  }

  private void keepMask(Operand operand) {
    int local = code.allocateLocal(TypeKind.REFERENCE);
    code.astore(local);
    masks.put(operand, local);
  }

  private void loadSpecies() {
    code.getstatic(describe(Lanes.class), "SPECIES", SPECIES);
  }

  private void broadcast(int local) {
    code.invokestatic(VECTOR, "broadcast", MethodTypeDesc.of(VECTOR, SPECIES, CD_float))
        .astore(local);
  }

  private void write(Chain.Instruction it) {
    if (it.kind().equals(new Kind.Binary(BinaryFunction.GREATER))
        && it.out() instanceof Operand.Register) {
      load(it.a());
      greater(() -> load(it.b()));
      values.remove(it.out());
      keepMask(it.out());
      return;
    }
    switch (it.kind()) {
      case Kind.Unary(UnaryFunction f) -> unary(f, it.a());
      case Kind.Binary(BinaryFunction f) -> binary(f, it.a(), it.b());
      case Kind.Select _ -> select(it);
      case Kind.Copy _ -> load(it.a());
      case Kind.Combine combine -> combine(combine, it.a(), it.b());
      case Kind.Ratio ratio -> ratio(ratio, it.a(), it.b());
      case Kind.Dropout _ ->
          throw new IllegalStateException("chain: expected no dropout, but got " + it);
    }
    keep(it.out());
  }

  private void unary(UnaryFunction f, Operand x) {
    switch (f) {
      case NEGATE -> of("neg", x);
      case ABSOLUTE -> of("abs", x);
      case SIGN -> sign(x);
      case SQUARE -> {
        load(x);
        load(x);
        apply("mul");
      }
      case SQUARE_ROOT -> of("sqrt", x);
      case RECIPROCAL -> {
        code.aload(one);
        load(x);
        apply("div");
      }
      case RELU -> {
        load(x);
        code.aload(zero);
        apply("max");
      }
      case EXPONENTIAL, EXPONENTIAL_MINUS_ONE, LOGARITHM, LOGARITHM_PLUS_ONE -> elementary(f, x);
      case TANH, SIGMOID, SOFTPLUS, ERROR_FUNCTION -> elementary(f, x);
    }
  }

  private void elementary(UnaryFunction f, Operand x) {
    int argument = code.allocateLocal(TypeKind.REFERENCE);
    load(x);
    code.astore(argument);
    code.aload(new VectorFunctions(code).apply(f, argument));
  }

  /// Both zeros and NaN stay as they are.
  private void sign(Operand x) {
    load(x);
    code.aload(one);
    load(x);
    blendWhereGreater(() -> code.aload(zero));
    code.aload(one).invokevirtual(VECTOR, "neg", OF_NOTHING).aload(zero);
    blendWhereGreater(() -> load(x));
  }

  private void of(String method, Operand x) {
    load(x);
    code.invokevirtual(VECTOR, method, OF_NOTHING);
  }

  private void binary(BinaryFunction f, Operand a, Operand b) {
    switch (f) {
      case ADD -> of("add", a, b);
      case SUBTRACT -> of("sub", a, b);
      case MULTIPLY -> of("mul", a, b);
      case DIVIDE -> of("div", a, b);
      case MAXIMUM -> of("max", a, b);
      case MINIMUM -> of("min", a, b);
      case GREATER -> {
        code.aload(zero).aload(one);
        load(a);
        blendWhereGreater(() -> load(b));
      }
    }
  }

  private void of(String method, Operand a, Operand b) {
    load(a);
    load(b);
    apply(method);
  }

  private void apply(String method) {
    code.invokevirtual(VECTOR, method, OF_VECTOR);
  }

  /// With `x` on the stack: where it is greater than `bound`.
  private void greater(Runnable bound) {
    ClassDesc comparison = describe(VectorOperators.Comparison.class);
    code.getstatic(describe(VectorOperators.class), "GT", comparison);
    bound.run();
    code.invokevirtual(VECTOR, "compare", MethodTypeDesc.of(MASK, comparison, ANY_VECTOR));
  }

  /// With `otherwise`, `chosen` and a mask on the stack.
  private void blend() {
    code.invokevirtual(VECTOR, "blend", MethodTypeDesc.of(VECTOR, ANY_VECTOR, MASK));
  }

  /// With `otherwise`, `chosen` and `x` on the stack: chosen where `x` is greater than `bound`.
  private void blendWhereGreater(Runnable bound) {
    greater(bound);
    blend();
  }

  private void select(Chain.Instruction it) {
    load(it.c());
    load(it.b());
    Integer known = masks.get(it.a());
    if (known != null) {
      code.aload(known);
      blend();
    } else {
      load(it.a());
      blendWhereGreater(() -> code.aload(zero));
    }
  }

  private void combine(Kind.Combine it, Operand a, Operand b) {
    load(a);
    scale(it.s());
    load(b);
    if (it.isSquare()) {
      load(b);
      apply("mul");
    }
    scale(it.t());
    apply(it.isDifference() ? "sub" : "add");
  }

  private void ratio(Kind.Ratio it, Operand a, Operand b) {
    load(a);
    scale(it.s());
    load(b);
    scale(it.t());
    code.invokevirtual(VECTOR, "sqrt", OF_NOTHING).aload(numbers[it.e()]);
    apply("add");
    apply("div");
  }

  /// Multiplies what is on the stack; by 1 there is nothing to do.
  private void scale(int factor) {
    if (factor != Chain.NO_FACTOR) {
      code.aload(numbers[factor]);
      apply("mul");
    }
  }

  /// Puts a value on the stack; an array's is read only once.
  private void load(Operand operand) {
    Integer known = values.get(operand);
    if (known != null) {
      code.aload(known);
      return;
    }
    Integer mask = masks.get(operand);
    if (mask != null) {
      code.aload(zero).aload(one).aload(mask);
      blend();
      int local = code.allocateLocal(TypeKind.REFERENCE);
      code.dup().astore(local);
      values.put(operand, local);
      return;
    }
    if (!(operand instanceof Operand.Array(int index))) {
      throw new IllegalStateException("chain: expected a value before it is read: " + operand);
    }
    int local = code.allocateLocal(TypeKind.REFERENCE);
    loadSpecies();
    loadPlace(index);
    code.invokestatic(VECTOR, "fromArray", MethodTypeDesc.of(VECTOR, SPECIES, FLOATS, CD_int))
        .dup()
        .astore(local);
    values.put(operand, local);
  }

  private void loadPlace(int array) {
    code.aload(arrays[array]).iload(starts[array]).iload(counter).iadd();
  }

  /// Takes the result from the stack, and writes it if it belongs to an array.
  private void keep(Operand out) {
    masks.remove(out);
    int local = values.computeIfAbsent(out, _ -> code.allocateLocal(TypeKind.REFERENCE));
    code.astore(local);
    if (out instanceof Operand.Array(int index)) {
      code.aload(local);
      loadPlace(index);
      code.invokevirtual(VECTOR, "intoArray", MethodTypeDesc.of(CD_void, FLOATS, CD_int));
    }
  }
}
