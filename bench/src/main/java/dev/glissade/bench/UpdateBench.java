package dev.glissade.bench;

import dev.glissade.engine.Program;
import dev.glissade.engine.Reference;
import dev.glissade.engine.State;
import dev.glissade.engine.ThreadTeam;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/// Times the optimiser's update of one long vector of parameters.
record UpdateBench(Workload.Update workload, Bench.Settings settings) {
  private static final int CHECKED = 1_000;

  /// GB/s, with as many bytes per parameter as the workload says.
  ///
  /// @throws WrongResultException if the first update differs from the textbook
  Sample run() {
    TracedUpdate traced = TracedUpdate.of(workload.optimizer(), workload.parameters());
    State state = new State(traced.layout());
    try (ThreadTeam team = new ThreadTeam(settings.threads())) {
      Program program = Program.compile(traced.step(), state, settings.kernels(), team);
      float[] gradient = program.input("gradient");
      float[] random = RandomBatches.uniform("gradient", gradient.length);
      for (int i = 0; i < gradient.length; i++) {
        gradient[i] = 1e-2f * (random[i] - 0.5f);
      }
      Numbers numbers =
          new Numbers(
              program,
              traced.declared().knobs(),
              traced.declared().products(),
              workload.optimizer());
      numbers.next();
      program.run();
      check(state, gradient, numbers);
      double bytes = (double) workload.parameters() * workload.bytesPerParameter();
      return settings
          .stopwatch()
          .microseconds(
              _ -> {
                numbers.next();
                program.run();
              })
          .map(microseconds -> bytes / microseconds / 1e3);
    }
  }

  /// The first parameters and slots after one update, all of which began at zero.
  private void check(State state, float[] gradient, Numbers numbers) {
    int count = Math.min(CHECKED, workload.parameters());
    TracedUpdate small = TracedUpdate.of(workload.optimizer(), count);
    Map<String, double[]> zeros = new HashMap<>();
    small.step().updates().keySet().forEach(name -> zeros.put(name, new double[count]));
    double[] g = StepCheck.doubles(Arrays.copyOf(gradient, count));
    Reference reference = Reference.of(Map.of("gradient", g), numbers.byName(), zeros, 0, 0);
    small
        .step()
        .updates()
        .forEach(
            (name, tensor) -> {
              double[] textbook = reference.evaluate(tensor);
              float[] ours = state.view(name);
              for (int i = 0; i < count; i++) {
                double error = Math.abs(ours[i] - textbook[i]);
                if (!(error <= 1e-5 * Math.abs(textbook[i]) + 1e-12)) {
                  throw new WrongResultException(
                      "%s: expected %e as in the textbook, but got %e in '%s'"
                          .formatted(workload.name(), textbook[i], ours[i], name));
                }
              }
            });
  }
}
