package dev.glissade.tune.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.glissade.tune.Configuration;
import dev.glissade.tune.Decision;
import dev.glissade.tune.Event;
import dev.glissade.tune.Shift;
import dev.glissade.tune.TrialState;
import dev.glissade.tune.analysis.Timeline.Lifetime;
import dev.glissade.tune.analysis.Timeline.Outcome;
import dev.glissade.tune.analysis.Timeline.Span;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TimelineTest {
  private static Instant at(double seconds) {
    return Instant.parse("2026-01-02T12:00:00Z").plusMillis((long) (1000 * seconds));
  }

  private static Shift shift(long work, int attempt, String worker, double from, double to) {
    return new Shift(work, attempt, worker, at(from), at(to));
  }

  private static Event assigned(long work, int trial, Decision decision) {
    return new Event.Assigned(
        work, trial, decision, Configuration.of(Map.of()), Optional.empty(), 0);
  }

  private static Event ended(long work, TrialState state) {
    return new Event.Ended(work, state, List.of(), 0, "");
  }

  /// Trial 0 is lost and taken over, trial 1 is stopped, trial 2 pauses after an error and goes on,
  /// trial 0 is repeated.
  private static Timeline sample() {
    List<Event> events =
        List.of(
            assigned(0, 0, new Decision.Begin(9)),
            assigned(1, 1, new Decision.Begin(9)),
            ended(1, TrialState.STOPPED),
            assigned(2, 2, new Decision.Begin(3)),
            new Event.Released(2, 1, true, "an error"),
            ended(0, TrialState.COMPLETE),
            ended(2, TrialState.PAUSED),
            assigned(3, 2, new Decision.Resume(2, 9)),
            new Event.Released(3, 1, false, "told to leave"),
            assigned(4, 0, new Decision.Repeat(0, 1, 9)),
            ended(4, TrialState.COMPLETE));
    List<Shift> shifts =
        List.of(
            shift(0, 1, "a", 0, 3),
            shift(0, 2, "b", 20, 30),
            shift(1, 1, "b", 0, 10),
            shift(2, 1, "b", 10, 12),
            shift(2, 2, "b", 12, 20),
            shift(3, 1, "c", 30, 40),
            shift(3, 2, "c", 40, 50),
            shift(4, 1, "b", 40, 50),
            shift(99, 1, "d", 40, 50));
    return Timeline.of(events, shifts);
  }

  @Test
  void spansSayWhatCameOfThem() {
    assertEquals(
        List.of(
            new Span(0, false, "a", at(0), at(3), Outcome.LOST),
            new Span(1, false, "b", at(0), at(10), Outcome.STOPPED),
            new Span(2, false, "b", at(10), at(12), Outcome.FAILED),
            new Span(2, false, "b", at(12), at(20), Outcome.PAUSED),
            new Span(0, false, "b", at(20), at(30), Outcome.COMPLETE),
            new Span(2, false, "c", at(30), at(40), Outcome.LEFT),
            new Span(2, false, "c", at(40), at(50), Outcome.RUNNING),
            new Span(0, true, "b", at(40), at(50), Outcome.COMPLETE)),
        sample().spans());
  }

  @Test
  void aTrialLastsFromItsFirstSpanToItsLastWithoutRepeats() {
    assertEquals(
        Map.of(
            0, new Lifetime(at(0), at(30)),
            1, new Lifetime(at(0), at(10)),
            2, new Lifetime(at(10), at(50))),
        sample().lifetimes());
  }

  /// Busy: 3 s of 3, 40 s of 50, and 20 s of 20.
  @Test
  void timeIsSummedUp() {
    Timeline timeline = sample();

    assertEquals(List.of("a", "b", "c"), List.copyOf(timeline.workers().keySet()));
    assertEquals(Duration.ofSeconds(50), timeline.length());
    assertEquals(63.0 / 73, timeline.utilisation(), 1e-12);
    assertEquals(
        "3 trials and 1 repeat in 50 s, 4.8 a minute; 3 workers, busy 86 % of the time."
            + " 1 attempt lost with a worker, and made again.",
        timeline.text());
  }

  @Test
  void aBreakDoesNotCount() {
    List<Span> spans = new ArrayList<>();
    for (double begin : new double[] {0, 10.1, 3600, 3610}) {
      spans.add(new Span(spans.size(), false, "a", at(begin), at(begin + 10), Outcome.COMPLETE));
    }
    Timeline timeline = new Timeline(spans.reversed());

    // The pause of a tenth of a second is none.
    assertEquals(List.of(new Timeline.Break(at(20.1), at(3600))), timeline.breaks());
    assertEquals(Duration.ofMillis(40_100), timeline.length());
    assertEquals(Duration.ofMillis(20_100), timeline.at(at(3600)));
    assertEquals(Duration.ofMillis(20_100), timeline.at(at(20.1)));
    assertEquals(40 / 40.1, timeline.utilisation(), 1e-12);
    assertEquals(
        "4 trials in 40 s, 6 a minute, not counting 1 break; 1 worker, busy 100 % of the time.",
        timeline.text());
  }

  @Test
  void nothingIsSaidWhereNothingIsKnown() {
    assertEquals("", Timeline.NONE.text());
    assertEquals(Duration.ZERO, Timeline.NONE.length());
    var moment = new Timeline(List.of(new Span(0, false, "a", at(1), at(1), Outcome.FAILED)));
    assertEquals("1 trial in 0 s; 1 worker, busy 100 % of the time.", moment.text());
  }
}
