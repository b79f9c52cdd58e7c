package dev.glissade.train.golden;

import java.util.List;
import java.util.function.BiFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Which kind a golden file is of, decided by what it says about itself, not by its name.
final class Kinds {
  /// A pattern of `what`, and how to read such a file; its group says more precisely what it is.
  private record Kind(Pattern what, BiFunction<GoldenFile, String, GoldenCase> reader) {
    static Kind of(String what, BiFunction<GoldenFile, String, GoldenCase> reader) {
      return new Kind(Pattern.compile(what), reader);
    }
  }

  private static final List<Kind> KNOWN =
      List.of(
          Kind.of("^exponentially weighted averages()", (file, _) -> AverageCases.of(file)),
          Kind.of("^learning-rate schedule$()", (file, _) -> Schedules.check(file)),
          Kind.of("^activation (\\S+):", LayerCases::activation),
          Kind.of("^(softmax|log-softmax) over axis", LayerCases::softmax),
          Kind.of("^linear:()", (file, _) -> LayerCases.linear(file)),
          Kind.of("^batch normalisation()", (file, _) -> BatchNormCases.of(file)),
          Kind.of("^conv2d:()", (file, _) -> ImageCases.convolution(file)),
          Kind.of("^embedding:()", (file, _) -> ImageCases.embedding(file)),
          Kind.of("^multi-head attention\\b()", (file, _) -> AttentionCases.of(file)),
          Kind.of("^((?:layer|rms|group|instance) normalisation)$", LayerCases::normalisation),
          Kind.of(
              "^((?:max|avg|adaptive-avg|global-avg|global-max) pooling),", ImageCases::pooling),
          Kind.of("^loss (\\S+):", LossCases::torch),
          Kind.of("^keras\\.losses\\.(\\w+):", LossCases::keras),
          Kind.of("trajectory on fixed gradients$()", (file, _) -> OptimizerCases.of(file)),
          Kind.of(
              "^multilayer perceptron with cross-entropy()", (file, _) -> NetworkCases.of(file)),
          Kind.of("^softmax regression()", (file, _) -> RegressionCases.of(file)),
          Kind.of(
              "^statistics and batch normalisation()",
              (file, _) -> StatisticsCases.batchNorm(file)),
          Kind.of("^log-sum-exp and softmax()", (file, _) -> StatisticsCases.logSumExp(file)),
          Kind.of("^norms of()", (file, _) -> StatisticsCases.norms(file)));

  private Kinds() {}

  /// How to check a file.
  ///
  /// @throws AssertionError if its kind is unknown
  /// @throws org.opentest4j.TestAbortedException if its feature does not exist yet
  static GoldenCase of(GoldenFile file) {
    for (Kind kind : KNOWN) {
      Matcher matcher = kind.what().matcher(file.what());
      if (matcher.find()) {
        return kind.reader().apply(file, matcher.group(1));
      }
    }
    throw new AssertionError(
        "golden %s: expected a file of a known kind, but got '%s' — help: add it to Kinds"
            .formatted(file, file.what()));
  }
}
