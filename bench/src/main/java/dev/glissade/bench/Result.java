package dev.glissade.bench;

import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// What a workload came to, one line of JSON in the form that the programs of all peers print.
public sealed interface Result {
  /// The line.
  ObjectNode json();

  /// Which program, which workload, how many threads.
  record Subject(String version, String workload, int threads) {
    ObjectNode json() {
      return JsonNodeFactory.instance
          .objectNode()
          .put("peer", "glissade")
          .put("version", version)
          .put("workload", workload)
          .put("threads", threads);
    }
  }

  /// A figure in steady state: the value of each block.
  record Measurement(Subject subject, String metric, String unit, Sample sample) implements Result {
    @Override
    public ObjectNode json() {
      return subject
          .json()
          .put("metric", metric)
          .put("value", rounded(sample.median()))
          .put("unit", unit)
          .put("repeats", sample.size())
          .put("min", rounded(sample.min()))
          .put("median", rounded(sample.median()))
          .put("max", rounded(sample.max()));
    }
  }

  /// The end of a whole training, printed at the moment it is reached.
  record Finish(Subject subject, double accuracy, long steps) implements Result {
    @Override
    public ObjectNode json() {
      return subject
          .json()
          .put("finished", true)
          .put("accuracy", rounded(accuracy))
          .put("steps", steps);
    }
  }

  /// The end of a search for settings.
  ///
  /// @param seconds from the reading of the data to the last trial
  /// @param best accuracy
  record Found(Subject subject, int trials, double seconds, double best) implements Result {
    @Override
    public ObjectNode json() {
      return subject
          .json()
          .put("finished", true)
          .put("trials", trials)
          .put("search_s", rounded(seconds))
          .put("best", rounded(best));
    }
  }

  private static double rounded(double value) {
    return Math.round(value * 1e4) / 1e4;
  }
}
