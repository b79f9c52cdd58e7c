package dev.glissade.train;

import dev.glissade.engine.Op;
import dev.glissade.engine.Program;
import dev.glissade.engine.Reference;
import dev.glissade.engine.State;
import dev.glissade.engine.Step;
import dev.glissade.engine.Tensor;
import dev.glissade.optim.Clock;
import java.util.HashMap;
import java.util.Map;

/// A training step in double: its graph, and the textbook evaluation with the inputs and numbers
/// of a step that a program has taken.
record StepReference(Step step, Reference reference) {
  /// The step that begins at `clock`, on the state `before` it and the inputs of `program`.
  static StepReference of(Stepper stepper, Clock clock, State before, Program program) {
    Network network = stepper.network();
    Step step = network.trainingStep(stepper.batches().size((int) clock.batch()));
    Map<String, double[]> inputs = new HashMap<>();
    Map<String, double[]> variables = new HashMap<>();
    Map<String, Double> scalars = new HashMap<>();
    for (Tensor node : step.graph().nodes()) {
      switch (node.op()) {
        case Op.Input input -> inputs.put(input.name(), widen(program.input(input.name())));
        case Op.Variable variable ->
            variables.put(variable.name(), widen(before.view(variable.name())));
        case Op.Scalar scalar ->
            scalars.put(scalar.name(), stepper.knobs().number(scalar.name(), clock));
        default -> {}
      }
    }
    var reference = Reference.of(inputs, scalars, variables, network.seed(), clock.step());
    return new StepReference(step, reference);
  }

  static double[] widen(float[] values) {
    double[] wide = new double[values.length];
    for (int i = 0; i < wide.length; i++) {
      wide[i] = values[i];
    }
    return wide;
  }
}
