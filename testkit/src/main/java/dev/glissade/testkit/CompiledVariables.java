package dev.glissade.testkit;

import dev.glissade.engine.Program;
import dev.glissade.engine.State;
import dev.glissade.engine.Step;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/// Variables in a `State`, computed by compiled programs; each step is compiled once.
final class CompiledVariables implements Variables {
  private final Arithmetic.Compiled arithmetic;
  private final State state;
  private final Map<Step, Program> programs = new IdentityHashMap<>();

  CompiledVariables(Arithmetic.Compiled arithmetic, State.Layout layout) {
    this.arithmetic = arithmetic;
    this.state = new State(layout);
  }

  @Override
  public void set(String name, double... values) {
    state.set(name, Comparison.narrow(values));
  }

  @Override
  public double[] get(String name) {
    return Comparison.widen(state.view(name));
  }

  @Override
  public Map<String, double[]> run(
      Step step, Map<String, double[]> inputs, Map<String, Double> scalars) {
    Program program =
        programs.computeIfAbsent(
            step, it -> Program.compile(it, state, arithmetic.kernels(), arithmetic.team()));
    inputs.forEach((name, values) -> fill(program, name, values));
    Map<String, Double> known = new HashMap<>(scalars);
    known.keySet().retainAll(program.scalars());
    known.forEach(program::set);
    program.run();
    Map<String, double[]> outputs = new LinkedHashMap<>();
    step.outputs()
        .keySet()
        .forEach(name -> outputs.put(name, Comparison.widen(program.read(name))));
    return outputs;
  }

  private static void fill(Program program, String name, double[] values) {
    if (!program.hasInput(name)) {
      return;
    }
    float[] target = program.input(name);
    if (target.length < values.length) {
      throw new IllegalArgumentException(
          "run: expected %d values of the input '%s', but got %d"
              .formatted(target.length, name, values.length));
    }
    System.arraycopy(Comparison.narrow(values), 0, target, 0, values.length);
  }
}
