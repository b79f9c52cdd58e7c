package dev.glissade.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.glissade.nn.AdaptiveAveragePool;
import dev.glissade.nn.AlphaDropout;
import dev.glissade.nn.AveragePool;
import dev.glissade.nn.BatchNorm;
import dev.glissade.nn.BatchRenorm;
import dev.glissade.nn.BinaryCrossEntropy;
import dev.glissade.nn.CategoricalHinge;
import dev.glissade.nn.Conv2d;
import dev.glissade.nn.CosineEmbedding;
import dev.glissade.nn.CosineSimilarity;
import dev.glissade.nn.Dense;
import dev.glissade.nn.DropConnect;
import dev.glissade.nn.Embedding;
import dev.glissade.nn.Focal;
import dev.glissade.nn.GaussianNll;
import dev.glissade.nn.GaussianNoise;
import dev.glissade.nn.GhostBatchNorm;
import dev.glissade.nn.GlobalAveragePool;
import dev.glissade.nn.GlobalMaxPool;
import dev.glissade.nn.Glu;
import dev.glissade.nn.GroupNorm;
import dev.glissade.nn.Hinge;
import dev.glissade.nn.InstanceNorm;
import dev.glissade.nn.KullbackLeibler;
import dev.glissade.nn.Layer;
import dev.glissade.nn.LayerNorm;
import dev.glissade.nn.Loss;
import dev.glissade.nn.MaxPool;
import dev.glissade.nn.MultiClassHinge;
import dev.glissade.nn.MultiHeadAttention;
import dev.glissade.nn.NegativeLogLikelihood;
import dev.glissade.nn.OneVersusRest;
import dev.glissade.nn.PRelu;
import dev.glissade.nn.PoissonNll;
import dev.glissade.nn.ProbabilityCrossEntropy;
import dev.glissade.nn.Residual;
import dev.glissade.nn.RmsNorm;
import dev.glissade.nn.Sequential;
import dev.glissade.nn.Silu;
import dev.glissade.nn.SoftMargin;
import dev.glissade.nn.SoftmaxCrossEntropy;
import dev.glissade.nn.TripletMargin;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Layers and losses come back from the text of a model file as they were.
class JsonTest {
  static Stream<Layer> layers() {
    return Stream.of(
        BatchNorm.keras().frozen(BatchNorm.Freeze.STATISTICS),
        GhostBatchNorm.of(16),
        BatchRenorm.of(),
        LayerNorm.of().over(2).plain(),
        RmsNorm.of(),
        GroupNorm.of(4),
        InstanceNorm.of(),
        PRelu.perUnit(),
        Glu.of(Silu.of()),
        AlphaDropout.of(0.1),
        DropConnect.of(Dense.of(3), 0.2),
        GaussianNoise.of(0.3),
        Residual.of(Dense.of(4)).dropPath(0.1),
        Conv2d.of(8, 3).withoutBias(),
        MaxPool.of(3, 2, 1),
        AveragePool.of(2),
        AdaptiveAveragePool.of(1, 2),
        GlobalAveragePool.of(),
        GlobalMaxPool.of(),
        Embedding.of(10, 4),
        MultiHeadAttention.of(2).causal(),
        Sequential.of(Activations.names().stream().map(Activations::named).toArray(Layer[]::new)));
  }

  @ParameterizedTest
  @MethodSource("layers")
  void aLayerComesBack(Layer layer) {
    var model = new ModelFile.Description("", List.of(3), layer, SoftmaxCrossEntropy.of());

    assertEquals(model, again(model));
  }

  static Stream<Loss> losses() {
    Stream<Loss> named =
        Stream.of("huber", "smooth-l1:2", "log-cosh", "quantile:0.9", "absolute-error")
            .map(name -> Losses.loss(Losses.parse(name), 0));
    Stream<Loss> others =
        Stream.of(
            SoftmaxCrossEntropy.of().withClassWeights(List.of(1.0, 2.0)),
            OneVersusRest.signed(Hinge.squared()),
            OneVersusRest.of(Focal.of()),
            new BinaryCrossEntropy(0.1, List.of(2.0), List.of()),
            SoftMargin.of(),
            MultiClassHinge.of(),
            CategoricalHinge.of(),
            NegativeLogLikelihood.of(),
            ProbabilityCrossEntropy.of(),
            KullbackLeibler.of(),
            GaussianNll.of(),
            PoissonNll.of(),
            CosineSimilarity.of(),
            new CosineEmbedding(0.1),
            TripletMargin.of());
    return Stream.concat(named, others);
  }

  @ParameterizedTest
  @MethodSource("losses")
  void aLossComesBack(Loss loss) {
    var model = new ModelFile.Description("", List.of(3), Dense.of(2), loss);

    assertEquals(model, again(model));
  }

  private static ModelFile.Description again(ModelFile.Description model) {
    String text = Json.MAPPER.writeValueAsString(model);
    return Json.MAPPER.readValue(text, ModelFile.Description.class);
  }
}
