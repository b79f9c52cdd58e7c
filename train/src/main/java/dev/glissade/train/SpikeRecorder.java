package dev.glissade.train;

import dev.glissade.optim.Clock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;

/// Watches the cost of every step, keeps the last two states of the epoch at fixed distances, and
/// when a spike comes goes back to one of them with a remedy.
///
/// All it decides by is in the `SpikeRecord`, so a training that is repeated or continued meets the
/// same spikes and does the same about them. It never goes back behind the beginning of an epoch.
final class SpikeRecorder {
  private static final int MOST_ANCHORS = 2;
  private static final int MOST_REMEDIES = 16;
  private static final double LOWER = 0.5;

  private final SpikePolicy policy;
  private final Stepper stepper;
  private final IntFunction<String> names;
  private final Deque<SpikeRecord.Anchor> anchors = new ArrayDeque<>();
  private final List<Remedy> remedies = new ArrayList<>();
  private double first;
  private UsualCost usual = UsualCost.NONE;

  /// @param names how an example of the training part is called in the data
  SpikeRecorder(SpikePolicy policy, Stepper stepper, IntFunction<String> names) {
    this.policy = policy;
    this.stepper = stepper;
    this.names = names;
  }

  /// A step begins; the state is kept if it is time.
  void begin(Clock clock, Progress progress) {
    boolean isKept =
        policy.isActive()
            && clock.batch() % policy.window() == 0
            && (anchors.isEmpty() || anchors.getLast().clock().step() != clock.step());
    if (!isKept) {
      return;
    }
    if (!usual.isKnown()) {
      begin(clock);
    }
    if (clock.batch() == 0) {
      anchors.clear();
    } else if (anchors.size() == MOST_ANCHORS) {
      anchors.removeFirst();
    }
    anchors.add(
        new SpikeRecord.Anchor(
            stepper.network().state().copy(),
            clock,
            stepper.knobs().products(),
            progress.costSum(),
            progress.costCount(),
            usual));
  }

  /// The very first cost is judged by what most examples lose before it.
  private void begin(Clock clock) {
    double loss = new SpikeSearch(stepper, policy.threshold()).usualLoss(clock);
    if (Double.isFinite(loss)) {
      first = loss;
      usual = UsualCost.NONE.next(loss, policy.window());
    }
  }

  /// Whether the step that began at `clock` went wrong; otherwise its cost is one of the usual
  /// ones. A finite spike that something was already done about is let through, and
  /// so is a cost that is no higher than the first one was: a hard example late in a training.
  boolean isSpike(Clock clock, double cost) {
    if (!policy.isActive()) {
      return !Double.isFinite(cost);
    }
    boolean isFinite = Double.isFinite(cost) && stepper.network().state().isFinite();
    boolean isHigh = cost > first && cost > policy.threshold() * lowestUsual();
    boolean isSpike =
        !isFinite || (isHigh && remedies.stream().noneMatch(r -> r.spike() == clock.step()));
    if (!isSpike) {
      usual = usual.next(cost, policy.window());
    }
    return isSpike;
  }

  /// The lowest usual cost, now or at one of the kept states: one that grows step by step takes its
  /// average along.
  private double lowestUsual() {
    double lowest = usual.isKnown() ? usual.value() : Double.POSITIVE_INFINITY;
    for (SpikeRecord.Anchor anchor : anchors) {
      lowest = anchor.usual().isKnown() ? Math.min(lowest, anchor.usual().value()) : lowest;
    }
    return lowest;
  }

  /// Where to go on, and what happened.
  record Recovery(SpikeRecord.Anchor back, Spike spike) {}

  /// Goes back with a remedy; empty if nothing is to be done, or nothing more can be.
  Optional<Recovery> recover(Clock failed, double cost) {
    if (!policy.isActive() || anchors.isEmpty() || remedies.size() >= MOST_REMEDIES) {
      return Optional.empty();
    }
    SpikeRecord.Anchor newest = anchors.getLast();
    restore(newest);
    for (Clock at = newest.clock(); at.step() < failed.step(); at = stepper.after(at)) {
      stepper.step(at);
    }
    SpikeSearch.Found found = new SpikeSearch(stepper, policy.threshold()).search(failed, usual);
    int batch = stepper.batches().size((int) failed.batch());
    int bad = found.examples().size();
    boolean isData = bad > 0 && 2 * bad <= batch && stepper.batches().canSpare(bad);
    boolean isQuarantine = policy.action() == SpikePolicy.Action.QUARANTINE && isData;
    SpikeRecord.Anchor back = isQuarantine ? newest : anchors.getFirst();
    long from = back.clock().step();
    if (!isQuarantine && from == failed.step() && !Double.isFinite(cost)) {
      return Optional.empty();
    }
    Remedy remedy =
        isQuarantine
            ? new Remedy.Quarantine(from, failed.step(), found.examples())
            : new Remedy.LowerRate(from, failed.step(), LOWER);
    double before = usual.isKnown() ? usual.value() : Double.NaN;
    List<String> examples = found.examples().stream().map(names::apply).toList();
    goBack(back, remedy);
    return Optional.of(
        new Recovery(back, new Spike(failed, cost, before, examples, found.where(), from, remedy)));
  }

  private void goBack(SpikeRecord.Anchor back, Remedy remedy) {
    restore(back);
    anchors.removeIf(anchor -> anchor.clock().step() > back.clock().step());
    usual = back.usual();
    add(remedy);
  }

  private void restore(SpikeRecord.Anchor anchor) {
    stepper.network().state().restore(anchor.state());
    stepper.knobs().restoreProducts(anchor.products());
  }

  private void add(Remedy remedy) {
    remedies.add(remedy);
    switch (remedy) {
      case Remedy.Quarantine quarantine ->
          quarantine.examples().forEach(stepper.batches()::quarantine);
      case Remedy.LowerRate lower ->
          stepper.knobs().scaleFrom("learning-rate", lower.step(), lower.factor());
    }
  }

  /// What a checkpoint keeps.
  SpikeRecord record() {
    return new SpikeRecord(first, usual, remedies, List.copyOf(anchors));
  }

  /// Goes on from what a checkpoint kept.
  void restore(SpikeRecord record) {
    first = record.first();
    usual = record.usual();
    anchors.clear();
    anchors.addAll(record.anchors());
    record.remedies().forEach(this::add);
  }
}
