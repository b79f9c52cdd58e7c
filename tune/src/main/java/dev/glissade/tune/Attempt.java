package dev.glissade.tune;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// One worker's attempt at a work: what `Study.ask` hands out. It belongs to one thread, and ends
/// with one of `tell`, `fail` and `release`.
///
/// Once somebody else has the work, because this worker was silent for too long, every method that
/// writes throws a `LeaseLostException`; a failure of the storage is a `StoreException`, after
/// which the same can be told again.
public final class Attempt implements Trial {
  /// Why the objective should return, if it should.
  private enum Verdict {
    GO_ON,
    STOPPED,
    PAUSED,
    LATE,
    DIVERGED,
    LEFT
  }

  private final Study study;
  private final Work work;
  private final Lease lease;
  private final Session session;
  private final History history;
  private final long studySeed;
  private final TrialRecord begun;
  private final Optional<Checkpoint> start;
  private final Set<String> renewed;
  private final double secondsBefore;
  private final long begunAt = System.nanoTime();
  private final Reports.Builder reports = new Reports.Builder();
  private final Set<String> applied = new HashSet<>();
  private Configuration configuration;
  private Verdict verdict = Verdict.GO_ON;
  private String note = "";
  private List<Double> values = List.of();
  private double violation;
  private @Nullable RuntimeException broken;
  private boolean isOver;
  private boolean isDone;

  /// Of what was known when the work was decided.
  Attempt(Study study, Work work, Lease lease, Session session, Horizon horizon) {
    this.study = study;
    this.work = work;
    this.lease = lease;
    this.session = session;
    this.history = horizon.history();
    this.studySeed = horizon.definition().seed();
    this.begun = horizon.begun(work);
    Optional<Checkpoint> own = work.checkpoint().filter(it -> study.hasCheckpoint(it.hash()));
    this.start = own.or(() -> horizon.start(work));
    this.renewed = own.isPresent() ? Set.of() : work.renewed();
    this.secondsBefore = study.glance(it -> it.seconds(work));
    this.configuration = work.configuration();
    work.reports().forEach(it -> reports.add(it.step(), it.value()));
    if (own.isPresent() && !reports.all().upTo(from()).isEmpty()) {
      // An earlier attempt may have been killed between a report and its consequence.
      judge(from());
    }
  }

  Lease lease() {
    return lease;
  }

  /// Whether the work has ended with it.
  boolean isDone() {
    return isDone;
  }

  Event.Assigned assigned() {
    return work.assigned();
  }

  /// Whether there is nothing left to do but to tell any value.
  boolean isDecided() {
    return verdict != Verdict.GO_ON;
  }

  @Override
  public int number() {
    return work.trial();
  }

  @Override
  public Configuration configuration() {
    return configuration;
  }

  @Override
  public Value suggest(String name, Param param) {
    for (Space.Dimension each : history.space().dimensions()) {
      if (each.name().equals(name) && !each.param().equals(param)) {
        throw new IllegalArgumentException(
            name + ": expected the parameter of the space, " + each.param() + ", but got " + param);
      }
    }
    if (!configuration.has(name)) {
      Value drawn = param.at(Draws.of(studySeed, number(), "suggestion/" + name).uniform());
      append(List.of(new Event.Suggested(work.number(), name, param, drawn)));
      configuration = configuration.with(name, drawn);
    }
    Value value = configuration.get(name);
    if (!param.contains(value)) {
      throw new IllegalArgumentException(
          name + ": expected a value of " + param + ", but the trial has " + value);
    }
    return value;
  }

  @Override
  public int repeat() {
    return assigned().decision() instanceof Decision.Repeat(int _, int seed, long _) ? seed : 0;
  }

  @Override
  public long seed() {
    return Draws.of(studySeed, repeat(), "objective").bits();
  }

  @Override
  public long from() {
    return start.map(Checkpoint::step).orElse(0L);
  }

  @Override
  public long until() {
    return work.until();
  }

  @Override
  public Optional<String> checkpoint() {
    return start.map(Checkpoint::hash);
  }

  @Override
  public Set<String> renewed() {
    return renewed;
  }

  @Override
  public boolean goesOn() {
    if (verdict == Verdict.GO_ON) {
      look(lastStep());
    }
    return verdict == Verdict.GO_ON;
  }

  private long lastStep() {
    List<Report> all = reports.all();
    return all.isEmpty() ? from() : all.getLast().step();
  }

  @Override
  public boolean report(long step, double value) {
    if (verdict != Verdict.GO_ON) {
      return false;
    }
    if (!Double.isFinite(value)) {
      decide(Verdict.DIVERGED, diverged(value) + " after step " + step);
      return false;
    }
    if (reports.add(step, value)) {
      append(List.of(new Event.Reported(work.number(), step, value)));
      session.tell(new Progress.Reported(number(), step, value));
    }
    if (step < until()) {
      study.glance(
          _ -> {
            judge(step);
            return verdict;
          });
    }
    return step < until() && verdict == Verdict.GO_ON;
  }

  private String diverged(double value) {
    return "diverged: " + history.goals().getFirst().metric() + " was " + value;
  }

  private void judge(long step) {
    TrialRecord now = begun.withReports(Horizon.joined(begun, reports.all().upTo(step)));
    if (!work.isRepeat() && study.strategy().stopper().stops(now, history)) {
      decide(Verdict.STOPPED, study.strategy().stopper().describe() + " after step " + step);
    } else if (work.isPauseAsked()) {
      decide(Verdict.PAUSED, "asked to pause after step " + step);
    } else {
      look(step);
    }
  }

  /// Looks at what has nothing to do with reports.
  private void look(long step) {
    if (study.trialTime().filter(it -> secondsBefore + seconds() > seconds(it)).isPresent()) {
      decide(Verdict.LATE, "time over after step " + step);
    } else if (session.isLeaving()) {
      decide(Verdict.LEFT, "told to leave after step " + step);
    }
  }

  private double seconds() {
    return seconds(Duration.ofNanos(System.nanoTime() - begunAt));
  }

  private static double seconds(Duration time) {
    return time.toNanos() / 1e9;
  }

  private void decide(Verdict decided, String why) {
    verdict = decided;
    note = why;
  }

  @Override
  public void saved(long step, String hash) {
    append(List.of(new Event.Saved(work.number(), step, hash)));
  }

  @Override
  public Map<String, Double> knobs(long step, Map<String, Double> current) {
    Map<String, Double> wanted = new LinkedHashMap<>();
    List<Event> changes = new ArrayList<>();
    for (TrialLog.Knob each : study.glance(it -> it.knobs(work))) {
      Event.KnobRequested request = each.request();
      // What was changed after the checkpoint is changed again at the same step.
      boolean isDue =
          each.change()
              .map(it -> it.step() > from() && it.step() <= step)
              .orElse(current.containsKey(request.knob()));
      if (isDue && applied.add(request.ticket())) {
        double before =
            wanted.getOrDefault(request.knob(), current.getOrDefault(request.knob(), 0.0));
        wanted.put(request.knob(), request.value());
        changes.add(
            new Event.KnobChanged(work.number(), step, request.ticket(), before, request.value()));
      }
    }
    if (!changes.isEmpty()) {
      append(changes);
    }
    return wanted;
  }

  @Override
  public void values(List<Double> told) {
    if (told.size() != history.goals().size()) {
      throw new IllegalArgumentException(
          "values: expected one for each of " + history.goals() + ", but got " + told);
    }
    values = List.copyOf(told);
  }

  @Override
  public void violation(double amount) {
    if (!(amount >= 0 && Double.isFinite(amount))) {
      throw new IllegalArgumentException(
          "violation: expected a finite number of at least 0, but got " + amount);
    }
    violation = amount;
  }

  /// Ends the work with what the objective returned. It is not looked at where the objective was
  /// told to stop or told several values. A value that is not finite fails the trial, and so does
  /// one value where there are several goals.
  public void tell(double value) {
    switch (verdict) {
      case GO_ON -> complete(values.isEmpty() ? List.of(value) : values);
      case STOPPED -> end(TrialState.STOPPED, List.of(), List.of());
      case PAUSED -> end(TrialState.PAUSED, List.of(), List.of());
      case LATE -> end(hasReports() ? TrialState.STOPPED : TrialState.FAILED, List.of(), List.of());
      case DIVERGED -> end(TrialState.FAILED, List.of(), List.of());
      case LEFT -> release(note);
    }
  }

  private boolean hasReports() {
    return !Horizon.joined(begun, reports.all()).isEmpty();
  }

  private void complete(List<Double> all) {
    if (all.size() != history.goals().size()) {
      note = "expected a value for each of " + history.goals() + ", but got one";
      end(TrialState.FAILED, List.of(), List.of());
      return;
    }
    for (double each : all) {
      if (!Double.isFinite(each)) {
        note = diverged(each);
        end(TrialState.FAILED, List.of(), List.of());
        return;
      }
    }
    if (work.isRepeat() || study.strategy().scheduler().isFull(until())) {
      end(TrialState.COMPLETE, all, List.of());
    } else {
      boolean isNew = reports.add(until(), all.getFirst());
      var report = new Event.Reported(work.number(), until(), all.getFirst());
      end(TrialState.PAUSED, List.of(), isNew ? List.of(report) : List.of());
    }
  }

  /// Ends the attempt because the objective failed; another one follows if the options say so.
  ///
  /// @param why in words
  public void fail(String why) {
    if (broken != null) {
      // That is not the objective's failure, however it looked to the objective.
      throw broken;
    }
    if (verdict != Verdict.GO_ON) {
      tell(Double.NaN);
    } else if (study.mayRetry(work)) {
      leave(true, why);
    } else {
      note = why;
      end(TrialState.FAILED, List.of(), List.of());
    }
  }

  /// Gives the work back, so that another attempt goes on from its last checkpoint.
  ///
  /// @param why in words
  public void release(String why) {
    leave(false, why);
  }

  private void leave(boolean isFailed, String why) {
    List<Event> events = timed();
    events.add(new Event.Released(work.number(), lease.attempt(), isFailed, why));
    append(events);
    study.release(lease);
    over(new Progress.Left(number(), why));
  }

  private void end(TrialState state, List<Double> told, List<Event> before) {
    var ended = new Event.Ended(work.number(), state, told, violation, note);
    List<Event> events = timed();
    events.addAll(before);
    events.add(ended);
    append(events);
    isDone = true;
    over(new Progress.Ended(number(), ended));
  }

  private List<Event> timed() {
    List<Event> events = new ArrayList<>();
    if (study.trialTime().isPresent()) {
      boolean isOver = verdict == Verdict.LATE;
      events.add(new Event.Timed(work.number(), lease.attempt(), seconds(), isOver));
    }
    return events;
  }

  private void over(Progress progress) {
    isOver = true;
    study.forget(this);
    session.tell(progress);
  }

  private void append(List<Event> events) {
    if (broken instanceof LeaseLostException lost) {
      throw lost;
    }
    if (isOver) {
      throw new IllegalStateException(
          "trial " + number() + ": expected an attempt under way, but it has ended");
    }
    try {
      study.append(lease, events);
      broken = null;
    } catch (StoreException failed) {
      broken = failed;
      throw failed;
    } catch (LeaseLostException lost) {
      broken = lost;
      study.forget(this);
      throw lost;
    }
  }
}
