package dev.glissade.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.glissade.train.Safetensors;
import dev.glissade.train.TrainingDivergedException;
import dev.glissade.tune.Configuration;
import dev.glissade.tune.Param;
import dev.glissade.tune.Report;
import dev.glissade.tune.Trial;
import dev.glissade.tune.Value;
import dev.glissade.tune.store.Blobs;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainingObjectiveTest {
  @TempDir private Path folder;

  /// A trial that is told what it should do, and remembers what it was told.
  private static final class Told implements Trial {
    private final int repeat;
    private final long from;
    private final long until;
    private final Optional<String> checkpoint;
    private final Map<Long, Map<String, Double>> wanted;
    private Configuration configuration =
        Configuration.EMPTY.with("learning-rate", Value.of(0.01)).with("units", Value.of(8));
    private long stopAt = Long.MAX_VALUE;
    private long stepsToGo = Long.MAX_VALUE;
    private Set<String> renewed = Set.of();
    private final List<Report> reports = new ArrayList<>();
    private final List<String> saved = new ArrayList<>();
    private List<Double> values = List.of();

    Told(int repeat, long from, long until, Optional<String> checkpoint) {
      this(repeat, from, until, checkpoint, Map.of());
    }

    Told(
        int repeat,
        long from,
        long until,
        Optional<String> checkpoint,
        Map<Long, Map<String, Double>> wanted) {
      this.repeat = repeat;
      this.from = from;
      this.until = until;
      this.checkpoint = checkpoint;
      this.wanted = wanted;
    }

    static Told until(long until) {
      return new Told(0, 0, until, Optional.empty());
    }

    @Override
    public int number() {
      return 0;
    }

    @Override
    public Configuration configuration() {
      return configuration;
    }

    @Override
    public Value suggest(String name, Param param) {
      throw new AssertionError(name);
    }

    @Override
    public int repeat() {
      return repeat;
    }

    @Override
    public long seed() {
      return repeat;
    }

    @Override
    public long from() {
      return from;
    }

    @Override
    public long until() {
      return until;
    }

    @Override
    public Optional<String> checkpoint() {
      return checkpoint;
    }

    @Override
    public boolean report(long step, double value) {
      reports.add(new Report(step, value));
      return step < stopAt;
    }

    @Override
    public Set<String> renewed() {
      return renewed;
    }

    @Override
    public boolean goesOn() {
      return stepsToGo-- > 0;
    }

    @Override
    public void saved(long step, String hash) {
      saved.add(hash);
    }

    @Override
    public Map<String, Double> knobs(long step, Map<String, Double> current) {
      assertTrue(current.containsKey("learning-rate"), current + "");
      return wanted.getOrDefault(step, Map.of());
    }

    @Override
    public void values(List<Double> told) {
      values = told;
    }

    @Override
    public void violation(double amount) {
      throw new AssertionError();
    }
  }

  private double evaluate(Told trial) {
    return evaluate(trial, Map.of());
  }

  private double evaluate(Told trial, Map<String, String> more) {
    Map<String, String> settings = new HashMap<>(Map.of("epochs", "12", "batch-size", "16"));
    settings.putAll(more);
    var changes =
        new StudyChanges(
            settings,
            Map.of("goals", "validation.loss,validation.accuracy"),
            SpaceForm.forms(List.of("learning-rate=log:1e-4..1e300", "units=whole:4..64/4")));
    StudyPlan plan = StudyPlan.of("iris", "test", changes);
    return new TrainingObjective(plan, new Blobs(folder), 1).evaluate(trial);
  }

  @Test
  void everyEpochIsReportedAndTheLastOneCounts() {
    Told trial = Told.until(12);

    double value = evaluate(trial);

    assertEquals(12, trial.reports.size());
    assertEquals(new Report(12, value), trial.reports.getLast());
    assertEquals(value, trial.values.getFirst());
    assertTrue(trial.values.getLast() > 0.5, trial.values + "");
    assertEquals(1, trial.saved.size(), "a checkpoint at the end");
  }

  @Test
  void theSameSeedGivesTheSameBitsAndARepeatOthers() {
    Told again = Told.until(12);
    Told repeat = new Told(1, 0, 12, Optional.empty());

    double value = evaluate(Told.until(12));

    assertEquals(value, evaluate(again));
    assertNotEquals(value, evaluate(repeat));
  }

  @Test
  void aTrialInPartsIsTheSameAsOneInOneGo() {
    Told first = Told.until(5);
    evaluate(first);
    Told second = new Told(0, 5, 12, Optional.of(first.saved.getLast()));

    double value = evaluate(second);

    Told straight = Told.until(12);
    assertEquals(evaluate(straight), value);
    List<Report> all = new ArrayList<>(first.reports);
    all.addAll(second.reports);
    assertEquals(straight.reports, all);
    assertEquals(straight.saved.getLast(), second.saved.getLast(), "the same checkpoint");
  }

  @Test
  void aTrialThatIsDoneAtItsCheckpointTrainsNoFurther() {
    Told first = Told.until(5);
    double value = evaluate(first);
    Told again = new Told(0, 5, 5, Optional.of(first.saved.getLast()));

    assertEquals(value, evaluate(again));
    assertEquals(List.of(), again.reports);
  }

  @Test
  void aTrialMayGoBeyondItsPlan() {
    Told first = Told.until(12);
    evaluate(first);
    Told longer = new Told(0, 12, 15, Optional.of(first.saved.getLast()));

    evaluate(longer);

    assertEquals(List.of(13L, 14L, 15L), longer.reports.stream().map(Report::step).toList());
  }

  @Test
  void aTrialThatIsToldToStopEndsWithACheckpoint() {
    Told trial = Told.until(12);
    trial.stopAt = 3;

    evaluate(trial);

    assertEquals(3, trial.reports.size());
    assertEquals(1, trial.saved.size());
  }

  @Test
  void aKnobThatIsTurnedChangesWhatFollowsAndComesBackWithTheCheckpoint() {
    var turned = Map.of(4L, Map.of("learning-rate", 0.5));
    Told straight = Told.until(12);
    Told changed = new Told(0, 0, 12, Optional.empty(), turned);
    Told first = new Told(0, 0, 6, Optional.empty(), turned);

    double value = evaluate(changed);
    evaluate(straight);
    evaluate(first);
    double resumed = evaluate(new Told(0, 6, 12, Optional.of(first.saved.getLast())));

    assertEquals(straight.reports.subList(0, 4), changed.reports.subList(0, 4));
    assertNotEquals(straight.reports.get(4), changed.reports.get(4));
    assertEquals(value, resumed);
  }

  /// A fork of a trial whose learning rate was turned up.
  private Told fork(String checkpoint, double rate, String... renewed) {
    Told fork = new Told(0, 6, 12, Optional.of(checkpoint));
    fork.configuration = fork.configuration.with("learning-rate", Value.of(rate));
    fork.renewed = Set.of(renewed);
    return fork;
  }

  @Test
  void whatAForkSetsHoldsWhateverTheKnobWasTurnedTo() {
    Told source = new Told(0, 0, 6, Optional.empty(), Map.of(4L, Map.of("learning-rate", 0.5)));
    evaluate(source);
    String checkpoint = source.saved.getLast();
    Told still = new Told(0, 6, 12, Optional.of(checkpoint));
    evaluate(still);
    // The same as turning the knob back.
    Told back = new Told(0, 0, 12, Optional.empty(), turnedAndBack(0.02));
    evaluate(back);

    Told inherited = fork(checkpoint, 0.02);
    Told set = fork(checkpoint, 0.02, "learning-rate");
    evaluate(inherited);
    evaluate(set);

    assertEquals(still.reports, inherited.reports, "nothing was set anew");
    assertEquals(back.reports.subList(6, 12), set.reports);
    assertNotEquals(still.reports, set.reports);
  }

  private static Map<Long, Map<String, Double>> turnedAndBack(double rate) {
    return Map.of(4L, Map.of("learning-rate", 0.5), 6L, Map.of("learning-rate", rate));
  }

  @Test
  void otherKnobsStayAsTheyWereTurned() {
    var turned = Map.of(4L, Map.of("beta1", 0.5));
    Told source = new Told(0, 0, 6, Optional.empty(), turned);
    evaluate(source);

    Told set = fork(source.saved.getLast(), 0.02, "learning-rate");
    evaluate(set);

    Told both =
        new Told(
            0,
            0,
            12,
            Optional.empty(),
            Map.of(4L, turned.get(4L), 6L, Map.of("learning-rate", 0.02)));
    evaluate(both);
    assertEquals(both.reports.subList(6, 12), set.reports);
  }

  @Test
  void aForkIsFreeOfTheRateThatAPlateauRuleCameTo() {
    var plateau = Map.of("schedule", "plateau:0.1:1");
    Told source = new Told(0, 0, 6, Optional.empty(), Map.of(1L, Map.of("learning-rate", 1e-7)));
    evaluate(source, plateau);

    Told slow = fork(source.saved.getLast(), 0.02);
    Told set = fork(source.saved.getLast(), 0.02, "learning-rate");
    evaluate(slow, plateau);
    evaluate(set, plateau);

    double before = source.reports.getLast().value();
    // But for the running statistics.
    assertEquals(before, slow.reports.getLast().value(), 0.02, "it stands still");
    assertTrue(set.reports.getLast().value() < 0.9 * before, set.reports + " after " + before);
  }

  @Test
  void whoLeavesInTheMidstOfAnEpochLosesNothing() {
    Told straight = Told.until(12);
    double value = evaluate(straight);
    Told first = Told.until(12);
    first.stepsToGo = 20;

    evaluate(first);

    Map<String, String> place = Safetensors.read(folder.resolve(first.saved.getLast())).metadata();
    long epoch = Long.parseLong(place.getOrDefault("epoch", ""));
    assertEquals("20", place.get("step"));
    assertNotEquals("0", place.get("batch"), "in the midst of an epoch");
    assertEquals(epoch, first.reports.size());
    assertEquals(List.of(), first.values, "nobody asks for the value");
    Told second = new Told(0, epoch, 12, Optional.of(first.saved.getLast()));
    assertEquals(value, evaluate(second));
    assertEquals(straight.reports.subList((int) epoch, 12), second.reports);
    assertEquals(straight.saved.getLast(), second.saved.getLast(), "the same checkpoint");
  }

  @Test
  void whoLeavesBeforeTheFirstStepLeavesNothing() {
    Told trial = Told.until(12);
    trial.stepsToGo = 0;

    evaluate(trial);

    assertEquals(List.of(), trial.saved);
    assertEquals(List.of(), trial.reports);
  }

  @Test
  void aLossThatIsNotFiniteFailsTheTrial() {
    Told trial = Told.until(12);
    trial.configuration = trial.configuration.with("learning-rate", Value.of(1e30));

    assertThrows(TrainingDivergedException.class, () -> evaluate(trial));
  }

  @Test
  void threadsDoNotChangeTheResult() {
    var changes =
        new StudyChanges(
            Map.of("epochs", "3"),
            Map.of(),
            new LinkedHashMap<>(Map.of("learning-rate", "log:1e-4..1e-1")));
    StudyPlan plan = StudyPlan.of("iris", "test", changes);
    Told one = Told.until(3);
    Told two = Told.until(3);
    one.configuration = Configuration.EMPTY.with("learning-rate", Value.of(0.01));
    two.configuration = one.configuration;

    assertEquals(
        new TrainingObjective(plan, new Blobs(folder), 1).evaluate(one),
        new TrainingObjective(plan, new Blobs(folder), 2).evaluate(two));
  }
}
