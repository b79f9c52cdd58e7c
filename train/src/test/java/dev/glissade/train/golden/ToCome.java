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
          Map.entry("conv2d", "^Conv"),
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
  OPTIMIZER(
      Map.ofEntries(
          Map.entry("adabelief", "^AdaBelief"),
          Map.entry("adadelta", "^AdaDelta"),
          Map.entry("adafactor", "^Adafactor|^AdaFactor"),
          Map.entry("adagrad", "^AdaGrad"),
          Map.entry("adamax", "^AdaMax|^Adamax"),
          Map.entry("adamaxw", "^AdaMax|^Adamax"),
          Map.entry("adan", "^Adan$"),
          Map.entry("adaptive_grad_clip", "^Adaptive|^ClipAdaptive"),
          Map.entry("ademamix", "^AdEMAMix|^Ademamix"),
          Map.entry("adopt", "^Adopt$"),
          Map.entry("amsgrad", "(?i)amsgrad"),
          Map.entry("asgd", "^Asgd|^AveragedDescent"),
          Map.entry("centralize", "(?i)centrali[sz]e"),
          Map.entry("clip_by_block_rms", "(?i)clip.*rms"),
          Map.entry("cocob", "^Cocob"),
          Map.entry("dadapt_adamw", "^DAdapt"),
          Map.entry("dog", "^Dog$"),
          Map.entry("dowg", "^Dowg$"),
          Map.entry("fromage", "^Fromage"),
          Map.entry("ftrl", "^Ftrl"),
          Map.entry("lamb", "^Lamb"),
          Map.entry("lars", "^Lars"),
          Map.entry("lion", "^Lion"),
          Map.entry("madgrad", "^Madgrad"),
          Map.entry("muon", "^Muon"),
          Map.entry("nadam", "^NAdam|^Nadam"),
          Map.entry("nadamw", "^NAdam|^Nadam"),
          Map.entry("novograd", "^NovoGrad"),
          Map.entry("prodigy", "^Prodigy"),
          Map.entry("radam", "^RAdam|^Radam"),
          Map.entry("rprop", "^Rprop"),
          Map.entry("schedule_free_adamw", "^ScheduleFree"),
          Map.entry("schedule_free_sgd", "^ScheduleFree"),
          Map.entry("schedulefreeadamw", "^ScheduleFree"),
          Map.entry("sign_sgd", "^Sign"),
          Map.entry("signum", "^Sign"),
          Map.entry("simplified_ademamix", "^SimplifiedAd"),
          Map.entry("sm3", "^Sm3"),
          Map.entry("yogi", "^Yogi"))),
  SETTING(
      Map.ofEntries(
          Map.entry("AMSGrad", "(?i)amsgrad"),
          Map.entry("centred RMSProp", "(?i)RmsProp.*\\.is?Cent"),
          Map.entry("RMSProp with momentum", "RmsProp\\.(momentum|velocity)"),
          Map.entry("RMSProp with bias correction", "RmsProp\\.isCorrected"),
          Map.entry("RMSProp with a first scale", "RmsProp\\.initial"),
          Map.entry("momentum with dampening", "Momentum\\.dampening"),
          Map.entry("momentum with bias correction", "Momentum\\.isCorrected"),
          Map.entry("Nesterov's momentum in Adam", "Adam\\.isNesterov"),
          Map.entry("epsilon inside of Adam's root", "Adam\\.(epsilonRoot|rootEpsilon)"),
          Map.entry("Keras' dialect", "Dialect\\.KERAS"),
          Map.entry("ascent", "(?i)ascent|maximi[sz]e"),
          Map.entry("clipping by value", "^ClipValue|^ClipByValue"),
          Map.entry("clipping each tensor", "Clip.*(Each|Block|Tensor)"),
          Map.entry("clipping before regularisation", "L2|CoupledDecay"),
          Map.entry("decoupled decay without Adam", "^(Decoupled)?WeightDecay"),
          Map.entry("regularisation of vectors in a network", "L2|CoupledDecay"),
          Map.entry("averages of parameters", "(Weight|Parameter)s?Average|^Ema"),
          Map.entry("accumulation of gradients", "Accumulat")));

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
