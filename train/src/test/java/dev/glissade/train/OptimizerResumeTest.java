package dev.glissade.train;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.glissade.data.Datasets;
import dev.glissade.data.Splits;
import dev.glissade.nn.BatchNorm;
import dev.glissade.nn.Dense;
import dev.glissade.nn.Dropout;
import dev.glissade.nn.Relu;
import dev.glissade.nn.Sequential;
import dev.glissade.nn.SoftmaxCrossEntropy;
import dev.glissade.optim.AdEMAMix;
import dev.glissade.optim.AdaBelief;
import dev.glissade.optim.AdaDelta;
import dev.glissade.optim.AdaGrad;
import dev.glissade.optim.Adafactor;
import dev.glissade.optim.Adam;
import dev.glissade.optim.Adamax;
import dev.glissade.optim.Adan;
import dev.glissade.optim.Adopt;
import dev.glissade.optim.AmsGrad;
import dev.glissade.optim.Averaged;
import dev.glissade.optim.AveragedDescent;
import dev.glissade.optim.ByRole;
import dev.glissade.optim.Cautious;
import dev.glissade.optim.Cocob;
import dev.glissade.optim.DAdaptAdam;
import dev.glissade.optim.DampenedMomentum;
import dev.glissade.optim.DistanceOverGradients;
import dev.glissade.optim.Frozen;
import dev.glissade.optim.Ftrl;
import dev.glissade.optim.Lamb;
import dev.glissade.optim.Lars;
import dev.glissade.optim.Lbfgs;
import dev.glissade.optim.Lion;
import dev.glissade.optim.Lookahead;
import dev.glissade.optim.Madgrad;
import dev.glissade.optim.Momentum;
import dev.glissade.optim.Muon;
import dev.glissade.optim.NAdam;
import dev.glissade.optim.NorMuon;
import dev.glissade.optim.NovoGrad;
import dev.glissade.optim.Optimizer;
import dev.glissade.optim.Partition;
import dev.glissade.optim.Prodigy;
import dev.glissade.optim.RAdam;
import dev.glissade.optim.Rprop;
import dev.glissade.optim.ScheduleFree;
import dev.glissade.optim.SharpnessAware;
import dev.glissade.optim.SignDescent;
import dev.glissade.optim.Sm3;
import dev.glissade.optim.Soap;
import dev.glissade.optim.Transforms;
import dev.glissade.optim.WeightAverage;
import dev.glissade.optim.WeightDecay;
import dev.glissade.optim.WeightedDistanceOverGradients;
import dev.glissade.optim.Yogi;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Every optimiser continues to the same bits: all that it remembers is in the checkpoint, and all
/// that it does in a first step is done once.
class OptimizerResumeTest {
  private static final Splits IRIS = Datasets.iris().split(0.8, 0.1, 0.1, 7);

  static Stream<Optimizer> optimizers() {
    return Stream.of(
        AdEMAMix.of(1e-3),
        AdaBelief.of(1e-3),
        AdaDelta.of(1),
        AdaGrad.of(0.01),
        Adafactor.of(0.01),
        Adamax.of(1e-3),
        Adan.of(1e-3),
        Adopt.of(1e-3),
        AmsGrad.of(),
        new Averaged(Adam.of(), WeightAverage.exponential(0.9)),
        AveragedDescent.of(0.1),
        new Cautious(Adam.of()),
        Cocob.of(),
        DAdaptAdam.of(1),
        DampenedMomentum.of(0.01),
        DistanceOverGradients.of(0.01),
        Ftrl.of(0.1),
        Lamb.of(1e-3),
        Lars.of(0.5).before(Transforms.clipEach(1)),
        Lbfgs.of());
  }

  static Stream<Optimizer> more() {
    return Stream.of(
        Lion.of(1e-4).decay(new WeightDecay(0.1, WeightDecay.Kind.CORRECTED, true)),
        Lookahead.of(Adam.of()),
        Madgrad.of(0.01),
        new ByRole(Muon.of(0.01), Adam.of(), 0.1),
        new ByRole(NorMuon.of(0.01), Adam.of(), 0.1),
        NAdam.of(1e-3),
        NovoGrad.of(1e-3),
        new Partition(List.of(Partition.Part.named("first", "0[.].*", new Frozen())), Adam.of()),
        Prodigy.of(1),
        RAdam.of(1e-3),
        Rprop.of(1e-3),
        ScheduleFree.ofAdam(1e-3),
        SharpnessAware.of(Momentum.of()),
        SignDescent.of(1e-3),
        Sm3.of(0.01),
        new Soap(Soap.of(1e-3).adam(), 2, 256),
        WeightedDistanceOverGradients.of(),
        Yogi.of(0.01));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource({"optimizers", "more"})
  void aRunThatIsStoppedContinuesToTheSameBits(Optimizer optimizer, @TempDir Path folder) {
    var layers =
        Sequential.of(Dense.of(8), BatchNorm.of(), Relu.of(), Dropout.of(0.2), Dense.of(3));
    Trainer trainer =
        Trainer.of(layers, SoftmaxCrossEntropy.of())
            .optimizer(optimizer)
            .batchSize(32)
            .epochs(3)
            .seed(7)
            .threads(1);
    String undisturbed = trainer.fit(IRIS).stateSha256();
    for (int stop : new int[] {1, 6}) {
      AtomicInteger steps = new AtomicInteger();
      Path place = folder.resolve("stop" + stop);
      Trainer cut =
          trainer
              .checkpoints(place, new CheckpointInterval.Steps(1000))
              .stopWhen(() -> steps.getAndIncrement() == stop);
      assertEquals(Run.Status.INTERRUPTED, cut.fit(IRIS).status());
      try (TrainingRun rest = cut.start(IRIS)) {
        var layout = rest.network().state().layout();
        rest.restore(new CheckpointFolder(place).newest(layout, _ -> {}).orElseThrow());
        assertEquals(undisturbed, rest.finish().stateSha256(), "stopped after step " + stop);
      }
    }
  }
}
