package dev.glissade.train.golden;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.opentest4j.TestAbortedException;

/// The kinds of golden files that are known, but whose feature does not exist yet: each with a
/// pattern that a name of the code matches once it does. Then its files fail until they are
/// checked, and the kind is to be removed here. A kind that is neither here nor checked fails.
enum ToCome {
  LAYER(
      Map.ofEntries(
          Map.entry("conv2d", "^Conv(?!entions)"),
          Map.entry("max pooling", "^Max(imum)?Pool"),
          Map.entry("avg pooling", "^(Average|Avg|Mean)Pool"),
          Map.entry("adaptive-avg pooling", "^Adaptive"),
          Map.entry("global-avg pooling", "^Global"),
          Map.entry("global-max pooling", "^GlobalMax"),
          Map.entry("embedding", "^Embedding"),
          Map.entry("layer normalisation", "^LayerNorm"),
          Map.entry("rms normalisation", "^RmsNorm"),
          Map.entry("group normalisation", "^GroupNorm"),
          Map.entry("instance normalisation", "^InstanceNorm"),
          Map.entry("multi-head attention", "Attention"))),
  ACTIVATION(
      Map.ofEntries(
          Map.entry("celu", "^Celu"),
          Map.entry("hardsigmoid", "(?i)hard.?sigmoid"),
          Map.entry("hardswish", "(?i)hard.?swish"),
          Map.entry("hardtanh", "(?i)hard.?tanh"),
          Map.entry("relu6", "(?i)relu6|ClippedRelu"),
          Map.entry("softsign", "(?i)softsign"),
          Map.entry("log-sigmoid", "(?i)logSigmoid"),
          Map.entry("tanhshrink", "(?i)tanhShrink"))),
  LOSS(
      Map.ofEntries(
          Map.entry("focal", "Focal"),
          Map.entry("quantile", "Quantile|Pinball"),
          Map.entry("hinge", "^(Squared)?Hinge"),
          Map.entry("log-cosh", "LogCosh"),
          Map.entry("smooth-l1", "(?i)smoothL1"),
          Map.entry("kl", "Kullback|^Kl"),
          Map.entry("gaussian-nll", "Gaussian"),
          Map.entry("poisson-nll", "Poisson"),
          Map.entry("multi-class-hinge", "(Class|Categorical|Margin).*Hinge|Hinge.*Class"),
          Map.entry("soft-margin", "SoftMargin"),
          Map.entry("nll", "^NegativeLogLikelihood|^Nll"),
          Map.entry("cosine", "Cosine(Embedding|Loss|Distance)"),
          Map.entry("triplet", "Triplet"),
          Map.entry("BinaryFocalCrossentropy", "Focal"),
          Map.entry("CategoricalFocalCrossentropy", "Focal"),
          Map.entry("CategoricalHinge", "(Class|Categorical|Margin).*Hinge|Hinge.*Class"),
          Map.entry("CosineSimilarity", "CosineSimilarity"),
          Map.entry("Hinge", "^Hinge"),
          Map.entry("SquaredHinge", "^SquaredHinge|^Hinge"),
          Map.entry("KLDivergence", "Kullback|^Kl"),
          Map.entry("LogCosh", "LogCosh"),
          Map.entry("Poisson", "Poisson"),
          Map.entry("cross-entropy of probabilities", "FromProbabilities|\\.isProbabilit"),
          Map.entry("an ignored class among the classes", "\\.ignored"))),
  SCHEDULE(Map.of()),
  OPTIMIZER(Map.of()),
  SETTING(Map.ofEntries(Map.entry("regularisation of vectors in a network", "L2|CoupledDecay")));

  private final Map<String, String> kinds;

  ToCome(Map<String, String> kinds) {
    this.kinds = kinds;
  }

  /// Skips the file if its kind is one to come; fails if the kind is unknown, or exists by now.
  ///
  /// @return never; a value only so that a `switch` can yield it
  <T> T skip(String file, String kind) {
    String pattern = kinds.get(kind);
    if (pattern == null) {
      throw new AssertionError(
          "golden %s: expected a known %s (to come: %s), but got '%s' — help: check it, or list it in ToCome"
              .formatted(file, word(), new TreeMap<>(kinds).keySet(), kind));
    }
    Optional<String> found = Vocabulary.find(pattern);
    if (found.isPresent()) {
      throw new AssertionError(
          "golden %s: expected '%s' to be checked, since %s exists — help: add it to the golden tests and remove it from ToCome"
              .formatted(file, kind, found.get()));
    }
    throw new TestAbortedException("the %s '%s' does not exist yet".formatted(word(), kind));
  }

  private String word() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }
}
