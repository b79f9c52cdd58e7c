package dev.glissade.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.glissade.data.Datasets;
import dev.glissade.data.Splits;
import dev.glissade.nn.Dense;
import dev.glissade.nn.SoftmaxCrossEntropy;
import dev.glissade.optim.GradientDescent;
import dev.glissade.optim.Plateau;
import dev.glissade.optim.Schedule;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlateauRunTest {
  private static final Splits IRIS = Datasets.iris().split(0.6, 0.2, 0.2, 3);
  private static final double RATE = 0.3;
  private static final Plateau RULE =
      new Plateau(Plateau.Rule.PYTORCH, false, 0.7, 1, 5e-2, 0, 1, 0.01, 1);

  private static Trainer trainer(Schedule schedule, double first) {
    Trainer plain =
        Trainer.of(Dense.of(3), SoftmaxCrossEntropy.of())
            .optimizer(GradientDescent.of().learningRate(schedule))
            .batchSize(16)
            .epochs(40)
            .seed(2)
            .threads(1);
    Trainer.Settings s = plain.settings();
    return Trainer.of(
        new Trainer.Settings(
            s.layer(),
            s.loss(),
            s.optimizer(),
            s.batchSize(),
            s.epochs(),
            s.loop().plateau(new Trainer.Reduction(RULE, first)),
            s.regularization(),
            s.seed(),
            s.threads()));
  }

  @Test
  void ratesAreThoseOfTheRuleToTheLastBit() {
    Run run = trainer(Schedule.constant(RATE), RATE).fit(IRIS);

    List<Double> expected = new ArrayList<>();
    Plateau.Watch watch = RULE.start(RATE);
    for (TrainEvent.EpochFinished epoch : run.history()) {
      watch = RULE.next(watch, epoch.validation().orElseThrow().loss());
      expected.add(watch.rate());
    }
    assertEquals(expected, run.history().stream().map(each -> each.learningRate()).toList());
    assertTrue(expected.stream().distinct().count() > 2, expected.toString());
  }

  @Test
  void theRuleWorksOnTopOfASchedule() {
    Schedule schedule = Schedule.inverseTime(RATE, 0.1);
    Run run = trainer(schedule, 1).fit(IRIS);

    Plateau.Watch watch = RULE.start(1);
    for (TrainEvent.EpochFinished epoch : run.history()) {
      watch = RULE.next(watch, epoch.validation().orElseThrow().loss());
      assertEquals(schedule.at(epoch.clock()) * watch.rate(), epoch.learningRate());
    }
    assertTrue(watch.rate() < 1);
  }

  @Test
  void whatTheRuleHasSeenSurvivesACheckpoint(@TempDir Path folder) {
    Trainer trainer = trainer(Schedule.constant(RATE), RATE);
    Run undisturbed = trainer.fit(IRIS);
    for (int stop : new int[] {1, 6, 33, 90, 120, 200}) {
      AtomicInteger steps = new AtomicInteger();
      Path place = folder.resolve("stop" + stop);
      Trainer cut = trainer.checkpoints(place, new CheckpointInterval.Steps(1000));
      cut.stopWhen(() -> steps.getAndIncrement() == stop).fit(IRIS);
      try (TrainingRun rest = cut.start(IRIS)) {
        var layout = rest.network().state().layout();
        rest.restore(new CheckpointFolder(place).newest(layout, _ -> {}).orElseThrow());
        Run resumed = rest.finish();
        assertEquals(undisturbed.stateSha256(), resumed.stateSha256(), "stopped after " + stop);
        assertEquals(undisturbed.progress(), resumed.progress());
      }
    }
  }

  @Test
  void aChangeByHandIsTheRateAndTheRuleGoesOnFromIt() {
    try (TrainingRun run = trainer(Schedule.constant(RATE), RATE).start(IRIS)) {
      run.change("learning-rate", 0.25);
      Run done = run.finish();

      assertEquals(0.25, done.history().getFirst().learningRate(), 1e-15);
    }
  }

  @Test
  void aCheckpointWithoutTheRuleIsRefused() {
    Trainer with = trainer(Schedule.constant(RATE), RATE);
    Trainer without =
        Trainer.of(Dense.of(3), SoftmaxCrossEntropy.of())
            .optimizer(GradientDescent.of().learningRate(RATE))
            .batchSize(16)
            .seed(2);
    try (TrainingRun one = with.start(IRIS);
        TrainingRun other = without.start(IRIS)) {
      var e = assertThrows(CheckpointException.class, () -> other.restore(one.checkpoint()));
      assertEquals(
          "resume: expected a checkpoint without a plateau rule, but got one with"
              + " — help: the schedule must be that of the run",
          e.getMessage());
    }
  }
}
