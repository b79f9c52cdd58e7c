package dev.glissade.tune.analysis;

import dev.glissade.tune.Decision;
import dev.glissade.tune.Event;
import dev.glissade.tune.Shift;
import dev.glissade.tune.TrialState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/// When a study was worked on, by whom, and what came of it. Long breaks in which nobody worked are
/// cut out of all that is said of time: a study that goes on next week is not slow.
public final class Timeline {
  /// Of a study whose times were not kept.
  public static final Timeline NONE = new Timeline(List.of());

  /// A break is longer than this share of the time in which somebody worked.
  private static final double LEAST_BREAK = 0.05;

  private static final double MINUTE = 60_000;

  private final List<Span> spans;
  private final List<Break> breaks;

  /// What came of a span.
  public enum Outcome {
    COMPLETE,
    STOPPED,
    PAUSED,
    FAILED,
    /// The worker gave the work back: it was told to leave.
    LEFT,
    /// The worker went silent, and another one took the work over.
    LOST,
    RUNNING
  }

  /// A worker at a trial.
  ///
  /// @param isRepeat whether it trained the trial's configuration with another seed
  public record Span(
      int trial, boolean isRepeat, String worker, Instant from, Instant to, Outcome outcome) {
    /// How long it took.
    public Duration length() {
      return Duration.between(from, to);
    }
  }

  /// Nobody worked.
  public record Break(Instant from, Instant to) {}

  /// From the beginning of a trial to its end, without its repeats.
  public record Lifetime(Instant from, Instant to) {
    private Lifetime with(Lifetime other) {
      return new Lifetime(
          other.from.isBefore(from) ? other.from : from, other.to.isAfter(to) ? other.to : to);
    }
  }

  /// Of these spans, in any order.
  public Timeline(List<Span> spans) {
    this.spans = spans.stream().sorted(Comparator.comparing(Span::from)).toList();
    breaks = breaks(this.spans);
  }

  private static List<Break> breaks(List<Span> spans) {
    List<Break> gaps = new ArrayList<>();
    Duration worked = Duration.ZERO;
    Instant end = spans.isEmpty() ? Instant.EPOCH : spans.getFirst().from();
    for (Span each : spans) {
      if (each.from().isAfter(end)) {
        gaps.add(new Break(end, each.from()));
        end = each.from();
      }
      if (each.to().isAfter(end)) {
        worked = worked.plus(Duration.between(end, each.to()));
        end = each.to();
      }
    }
    double least = worked.toMillis() * LEAST_BREAK;
    return gaps.stream()
        .filter(each -> Duration.between(each.from, each.to).toMillis() > least)
        .toList();
  }

  /// Of a study.
  ///
  /// @param shifts of its store; those of works that the events do not know are left out
  public static Timeline of(List<Event> events, List<Shift> shifts) {
    Map<Long, Integer> last = new HashMap<>();
    shifts.forEach(each -> last.merge(each.work(), each.attempt(), Math::max));
    var fates = new Fates(last);
    events.forEach(fates::add);
    return new Timeline(shifts.stream().flatMap(each -> fates.span(each).stream()).toList());
  }

  /// What the events say of works.
  ///
  /// @param last attempt of each work
  private record Fates(
      Map<Long, Integer> last,
      Map<Long, Event.Assigned> works,
      Map<Long, TrialState> ends,
      Map<Attempt, Outcome> returned) {
    private record Attempt(long work, int number) {}

    Fates(Map<Long, Integer> last) {
      this(last, new HashMap<>(), new HashMap<>(), new HashMap<>());
    }

    void add(Event event) {
      switch (event) {
        case Event.Assigned it -> works.put(it.work(), it);
        case Event.Ended it -> ends.put(it.work(), it.state());
        case Event.Released it ->
            returned.put(
                new Attempt(it.work(), it.attempt()),
                it.isFailed() ? Outcome.FAILED : Outcome.LEFT);
        default -> {}
      }
    }

    Optional<Span> span(Shift shift) {
      return Optional.ofNullable(works.get(shift.work()))
          .map(
              work ->
                  new Span(
                      work.trial(),
                      work.decision() instanceof Decision.Repeat,
                      shift.worker(),
                      shift.from(),
                      shift.to(),
                      outcome(shift)));
    }

    private Outcome outcome(Shift shift) {
      Outcome early = returned.get(new Attempt(shift.work(), shift.attempt()));
      if (early != null) {
        return early;
      }
      return shift.attempt() < last.getOrDefault(shift.work(), 0)
          ? Outcome.LOST
          : Outcome.valueOf(ends.getOrDefault(shift.work(), TrialState.RUNNING).name());
    }
  }

  /// In the order in which they began.
  public List<Span> spans() {
    return spans;
  }

  /// What is cut out.
  public List<Break> breaks() {
    return breaks;
  }

  /// When each trial began and ended, by its number.
  public Map<Integer, Lifetime> lifetimes() {
    Map<Integer, Lifetime> lifetimes = new HashMap<>();
    for (Span each : spans) {
      if (!each.isRepeat()) {
        lifetimes.merge(each.trial(), new Lifetime(each.from(), each.to()), Lifetime::with);
      }
    }
    return lifetimes;
  }

  /// The spans of each worker, in the order in which workers came.
  public SequencedMap<String, List<Span>> workers() {
    SequencedMap<String, List<Span>> workers = new LinkedHashMap<>();
    spans.forEach(each -> workers.computeIfAbsent(each.worker(), _ -> new ArrayList<>()).add(each));
    return workers;
  }

  /// How long after the beginning something was, without the breaks before.
  public Duration at(Instant time) {
    Duration since = Duration.between(spans.getFirst().from(), time);
    for (Break each : breaks) {
      if (!each.to.isAfter(time)) {
        since = since.minus(Duration.between(each.from, each.to));
      }
    }
    return since;
  }

  /// How long the study took, without breaks.
  public Duration length() {
    return spans.stream().map(each -> at(each.to())).max(Duration::compareTo).orElse(Duration.ZERO);
  }

  /// Which share of their time workers had a trial, from the first to the last of each; 1 where no
  /// time has passed.
  public double utilisation() {
    double busy = spans.stream().mapToLong(each -> each.length().toMillis()).sum();
    double there = 0;
    for (List<Span> each : workers().values()) {
      Instant end = each.stream().map(Span::to).max(Instant::compareTo).orElseThrow();
      there += at(end).minus(at(each.getFirst().from())).toMillis();
    }
    return there > 0 ? Math.min(1, busy / there) : 1;
  }

  /// All of it in a sentence or two; empty where no times were kept.
  public String text() {
    if (spans.isEmpty()) {
      return "";
    }
    long trials = spans.stream().filter(it -> !it.isRepeat()).map(Span::trial).distinct().count();
    long repeats = spans.stream().filter(Span::isRepeat).filter(Timeline::isDone).count();
    long lost = spans.stream().filter(each -> each.outcome() == Outcome.LOST).count();
    Duration length = length();
    int workers = workers().size();
    return counted(trials, "trial")
        + (repeats == 0 ? "" : " and " + counted(repeats, "repeat"))
        + " in "
        + Figures.time(length)
        + (length.isZero()
            ? ""
            : ", " + Figures.rounded((trials + repeats) * MINUTE / length.toMillis(), 2))
        + (length.isZero() ? "" : " a minute")
        + (breaks.isEmpty() ? "" : ", not counting " + counted(breaks.size(), "break"))
        + "; "
        + counted(workers, "worker")
        + ", busy "
        + Figures.share(utilisation())
        + " of the time."
        + (lost == 0
            ? ""
            : " " + counted(lost, "attempt") + " lost with a worker, and made again.");
  }

  private static boolean isDone(Span span) {
    return span.outcome() != Outcome.LEFT && span.outcome() != Outcome.LOST;
  }

  private static String counted(long count, String noun) {
    return count + " " + noun + (count == 1 ? "" : "s");
  }
}
