package dev.glissade.bench;

import dev.glissade.nn.Layer;
import dev.glissade.optim.Optimizer;
import dev.glissade.tune.Space;
import java.util.List;

/// One thing to measure, as the file of workloads describes it.
public sealed interface Workload {
  /// The name in the file, for example `step/mlp-mid`.
  String name();

  /// A classifier: `input` is the shape of one example, `batch` the examples of a step.
  record Network(List<Integer> input, int classes, int batch, Layer layers) {}

  /// Full training steps over prepared batches: forward, backward, optimiser, running statistics.
  record TrainingStep(String name, Network network, Optimizer optimizer, int batches)
      implements Workload {}

  /// Updates of one vector of parameters with a given gradient.
  record Update(String name, int parameters, int bytesPerParameter, Optimizer optimizer)
      implements Workload {}

  /// `c = a · b` with `a [m, k]`, `b [k, n]`.
  record Product(String name, int m, int k, int n) implements Workload {}

  /// The outputs of a trained network for one batch.
  record Inference(String name, Network network) implements Workload {}

  /// A whole training, measured from outside as a process. It ends at `goal`.
  record EndToEnd(String name, String data, Network network, Optimizer optimizer, Goal goal)
      implements Workload {}

  /// Many trainings of networks with two hidden layers, with settings drawn from a space: `lr`,
  /// `one_minus_beta1` and `h`, the units.
  record Search(
      String name,
      String data,
      List<Integer> input,
      int classes,
      int batch,
      int epochs,
      double beta2,
      double epsilon,
      Space space,
      int trials)
      implements Workload {}

  /// What cannot be run yet, and why.
  record Missing(String name, String reason) implements Workload {}

  /// When a whole training ends.
  sealed interface Goal {
    /// The most epochs.
    int epochs();

    /// After so many epochs.
    record Epochs(int epochs) implements Goal {}

    /// When the accuracy on the test set, looked at every so many steps, is reached.
    record Accuracy(double accuracy, int everySteps, int epochs) implements Goal {}
  }
}
