package dev.glissade.experiment;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonSubTypes.Type;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.glissade.data.Encoding;
import dev.glissade.data.ImagePreprocessing;
import dev.glissade.data.NoPreprocessing;
import dev.glissade.data.Preprocessing;
import dev.glissade.data.TablePreprocessing;
import dev.glissade.data.TargetEncoding;
import dev.glissade.data.Task;
import dev.glissade.nn.AdaptiveAveragePool;
import dev.glissade.nn.AlphaDropout;
import dev.glissade.nn.ApproximateGelu;
import dev.glissade.nn.AveragePool;
import dev.glissade.nn.BatchNorm;
import dev.glissade.nn.BatchRenorm;
import dev.glissade.nn.BinaryCrossEntropy;
import dev.glissade.nn.CategoricalHinge;
import dev.glissade.nn.Celu;
import dev.glissade.nn.Conv2d;
import dev.glissade.nn.CosineEmbedding;
import dev.glissade.nn.CosineSimilarity;
import dev.glissade.nn.Dense;
import dev.glissade.nn.DropConnect;
import dev.glissade.nn.DropPath;
import dev.glissade.nn.Dropout;
import dev.glissade.nn.Elu;
import dev.glissade.nn.Embedding;
import dev.glissade.nn.Flatten;
import dev.glissade.nn.Focal;
import dev.glissade.nn.GaussianNll;
import dev.glissade.nn.GaussianNoise;
import dev.glissade.nn.Gelu;
import dev.glissade.nn.GhostBatchNorm;
import dev.glissade.nn.GlobalAveragePool;
import dev.glissade.nn.GlobalMaxPool;
import dev.glissade.nn.Glu;
import dev.glissade.nn.GroupNorm;
import dev.glissade.nn.HardSigmoid;
import dev.glissade.nn.HardSwish;
import dev.glissade.nn.HardTanh;
import dev.glissade.nn.Hinge;
import dev.glissade.nn.Huber;
import dev.glissade.nn.Initializer;
import dev.glissade.nn.InstanceNorm;
import dev.glissade.nn.KullbackLeibler;
import dev.glissade.nn.Layer;
import dev.glissade.nn.LayerNorm;
import dev.glissade.nn.LeakyRelu;
import dev.glissade.nn.LogCosh;
import dev.glissade.nn.LogSigmoid;
import dev.glissade.nn.Loss;
import dev.glissade.nn.MaxPool;
import dev.glissade.nn.MeanAbsoluteError;
import dev.glissade.nn.MeanSquaredError;
import dev.glissade.nn.Mish;
import dev.glissade.nn.MultiClassHinge;
import dev.glissade.nn.MultiHeadAttention;
import dev.glissade.nn.NegativeLogLikelihood;
import dev.glissade.nn.OneVersusRest;
import dev.glissade.nn.PRelu;
import dev.glissade.nn.PoissonNll;
import dev.glissade.nn.ProbabilityCrossEntropy;
import dev.glissade.nn.Quantile;
import dev.glissade.nn.Relu;
import dev.glissade.nn.Relu6;
import dev.glissade.nn.Residual;
import dev.glissade.nn.RmsNorm;
import dev.glissade.nn.Selu;
import dev.glissade.nn.Sequential;
import dev.glissade.nn.Sigmoid;
import dev.glissade.nn.Silu;
import dev.glissade.nn.SmoothL1;
import dev.glissade.nn.SoftMargin;
import dev.glissade.nn.SoftmaxCrossEntropy;
import dev.glissade.nn.Softplus;
import dev.glissade.nn.Softsign;
import dev.glissade.nn.Tanh;
import dev.glissade.nn.TanhShrink;
import dev.glissade.nn.TripletMargin;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.cfg.MapperBuilder;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;
import tools.jackson.dataformat.yaml.YAMLWriteFeature;

/// How values become JSON and YAML. Which class a file may name is a closed list here: a file never
/// chooses code.
final class Json {
  /// Keys in `snake_case`: models, summaries, lines of logs.
  static final JsonMapper MAPPER =
      configure(JsonMapper.builder(), PropertyNamingStrategies.SNAKE_CASE)
          .enable(
              DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES,
              DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
          .build();

  /// Keys as the options of the command line: `run.yaml`. Texts are always in quotes: without them,
  /// a column called 1e3 would be read as 1000.0.
  static final YAMLMapper SETTINGS =
      configure(YAMLMapper.builder(), PropertyNamingStrategies.KEBAB_CASE)
          .disable(YAMLWriteFeature.WRITE_DOC_START_MARKER)
          .build();

  private Json() {}

  private static <B extends MapperBuilder<?, B>> B configure(
      B builder, tools.jackson.databind.PropertyNamingStrategy naming) {
    return builder
        .propertyNamingStrategy(naming)
        .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
        .disable(SerializationFeature.FAIL_ON_EMPTY_BEANS)
        .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
        .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
        .addMixIn(Layer.class, Layers.class)
        .addMixIn(Loss.class, Losses.class)
        .addMixIn(Initializer.class, Initializers.class)
        .addMixIn(Preprocessing.class, Preprocessings.class)
        .addMixIn(Encoding.class, Encodings.class)
        .addMixIn(TargetEncoding.class, TargetEncodings.class)
        .addMixIn(Task.class, Tasks.class);
  }

  static ObjectNode settings(RunSettings settings) {
    return SETTINGS.valueToTree(settings);
  }

  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
  @JsonSubTypes({
    @Type(value = Dense.class, name = "dense"),
    @Type(value = Sequential.class, name = "sequential"),
    @Type(value = Residual.class, name = "residual"),
    @Type(value = Flatten.class, name = "flatten"),
    @Type(value = Dropout.class, name = "dropout"),
    @Type(value = Conv2d.class, name = "conv2d"),
    @Type(value = MaxPool.class, name = "max_pool"),
    @Type(value = AveragePool.class, name = "average_pool"),
    @Type(value = AdaptiveAveragePool.class, name = "adaptive_average_pool"),
    @Type(value = GlobalAveragePool.class, name = "global_average_pool"),
    @Type(value = GlobalMaxPool.class, name = "global_max_pool"),
    @Type(value = Embedding.class, name = "embedding"),
    @Type(value = MultiHeadAttention.class, name = "multi_head_attention"),
    @Type(value = AlphaDropout.class, name = "alpha_dropout"),
    @Type(value = DropConnect.class, name = "drop_connect"),
    @Type(value = DropPath.class, name = "drop_path"),
    @Type(value = GaussianNoise.class, name = "gaussian_noise"),
    @Type(value = BatchNorm.class, name = "batch_norm"),
    @Type(value = Relu.class, name = "relu"),
    @Type(value = LeakyRelu.class, name = "leaky_relu"),
    @Type(value = Elu.class, name = "elu"),
    @Type(value = Selu.class, name = "selu"),
    @Type(value = Gelu.class, name = "gelu"),
    @Type(value = ApproximateGelu.class, name = "approximate_gelu"),
    @Type(value = Silu.class, name = "silu"),
    @Type(value = Mish.class, name = "mish"),
    @Type(value = Softplus.class, name = "softplus"),
    @Type(value = Tanh.class, name = "tanh"),
    @Type(value = Sigmoid.class, name = "sigmoid"),
    @Type(value = PRelu.class, name = "prelu"),
    @Type(value = Celu.class, name = "celu"),
    @Type(value = Relu6.class, name = "relu6"),
    @Type(value = HardSigmoid.class, name = "hard_sigmoid"),
    @Type(value = HardSwish.class, name = "hard_swish"),
    @Type(value = HardTanh.class, name = "hard_tanh"),
    @Type(value = Softsign.class, name = "softsign"),
    @Type(value = LogSigmoid.class, name = "log_sigmoid"),
    @Type(value = TanhShrink.class, name = "tanh_shrink"),
    @Type(value = Glu.class, name = "glu"),
    @Type(value = LayerNorm.class, name = "layer_norm"),
    @Type(value = RmsNorm.class, name = "rms_norm"),
    @Type(value = GroupNorm.class, name = "group_norm"),
    @Type(value = GhostBatchNorm.class, name = "ghost_batch_norm"),
    @Type(value = BatchRenorm.class, name = "batch_renorm"),
    @Type(value = InstanceNorm.class, name = "instance_norm")
  })
  private interface Layers {}

  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
  @JsonSubTypes({
    @Type(value = SoftmaxCrossEntropy.class, name = "softmax_cross_entropy"),
    @Type(value = BinaryCrossEntropy.class, name = "binary_cross_entropy"),
    @Type(value = MeanSquaredError.class, name = "mean_squared_error"),
    @Type(value = MeanAbsoluteError.class, name = "mean_absolute_error"),
    @Type(value = Huber.class, name = "huber"),
    @Type(value = OneVersusRest.class, name = "one_versus_rest"),
    @Type(value = SmoothL1.class, name = "smooth_l1"),
    @Type(value = LogCosh.class, name = "log_cosh"),
    @Type(value = Quantile.class, name = "quantile"),
    @Type(value = PoissonNll.class, name = "poisson_nll"),
    @Type(value = Hinge.class, name = "hinge"),
    @Type(value = SoftMargin.class, name = "soft_margin"),
    @Type(value = Focal.class, name = "focal"),
    @Type(value = KullbackLeibler.class, name = "kullback_leibler"),
    @Type(value = GaussianNll.class, name = "gaussian_nll"),
    @Type(value = NegativeLogLikelihood.class, name = "negative_log_likelihood"),
    @Type(value = MultiClassHinge.class, name = "multi_class_hinge"),
    @Type(value = CategoricalHinge.class, name = "categorical_hinge"),
    @Type(value = CosineSimilarity.class, name = "cosine_similarity"),
    @Type(value = CosineEmbedding.class, name = "cosine_embedding"),
    @Type(value = TripletMargin.class, name = "triplet_margin"),
    @Type(value = ProbabilityCrossEntropy.class, name = "probability_cross_entropy")
  })
  private interface Losses {}

  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
  @JsonSubTypes({
    @Type(value = Initializer.Scaled.class, name = "scaled"),
    @Type(value = Initializer.Orthogonal.class, name = "orthogonal"),
    @Type(value = Initializer.Constant.class, name = "constant")
  })
  private interface Initializers {}

  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
  @JsonSubTypes({
    @Type(value = TablePreprocessing.class, name = "table"),
    @Type(value = ImagePreprocessing.class, name = "images"),
    @Type(value = NoPreprocessing.class, name = "none")
  })
  private interface Preprocessings {}

  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
  @JsonSubTypes({
    @Type(value = Encoding.Standardised.class, name = "standardised"),
    @Type(value = Encoding.OneHot.class, name = "one_hot")
  })
  private interface Encodings {}

  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
  @JsonSubTypes({
    @Type(value = TargetEncoding.Labels.class, name = "labels"),
    @Type(value = TargetEncoding.Scaled.class, name = "scaled")
  })
  private interface TargetEncodings {}

  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
  @JsonSubTypes({
    @Type(value = Task.Classification.class, name = "classification"),
    @Type(value = Task.Regression.class, name = "regression")
  })
  private interface Tasks {}
}
