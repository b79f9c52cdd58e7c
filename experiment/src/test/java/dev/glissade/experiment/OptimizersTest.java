package dev.glissade.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.glissade.optim.Adam;
import dev.glissade.optim.AdamW;
import dev.glissade.optim.Clock;
import dev.glissade.optim.Epsilon;
import dev.glissade.optim.Optimizer;
import dev.glissade.optim.WeightDecay;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Optimisers in the words of settings.
class OptimizersTest {
  static List<String> names() {
    return Optimizers.names();
  }

  @ParameterizedTest
  @MethodSource("names")
  void everyNameIsBuiltFromItsOwnDefaults(String name) {
    RunSettings usual = RunSettings.defaults(name, "64");
    Optimizer optimizer = Optimizers.of(usual);

    assertEquals(usual.learningRate(), optimizer.learningRate().at(Clock.start(1, 1)));
    assertEquals(Optimizers.named(name).usual().learningRate(), usual.learningRate());
  }

  @Test
  void noTwoNamesMeanTheSame() {
    Set<Optimizer> all = new HashSet<>();
    names().forEach(name -> all.add(Optimizers.of(RunSettings.defaults(name, "64"))));

    assertEquals(names().size(), all.size());
  }

  @Test
  void adamsRelativesWithDecayTakeTheWeightDecayOfTheSettings() {
    double lambda = AdamW.of().weightDecay();
    WeightDecay decay = new WeightDecay(lambda, WeightDecay.Kind.DECOUPLED, true);
    Optimizer lion = Optimizers.of(RunSettings.defaults("lion", "64"));

    assertEquals(dev.glissade.optim.Lion.of(1e-4).decay(decay), lion);
  }

  @Test
  void epsilonStandsWhereTheTextbookHasIt() {
    Adam adam = assertInstanceOf(Adam.class, Optimizers.of(RunSettings.defaults("adam", "64")));

    assertEquals(Epsilon.OUTSIDE, adam.place());
    assertEquals(Epsilon.HAT, Epsilon.of(Optimizers.dialect("keras")));
  }
}
