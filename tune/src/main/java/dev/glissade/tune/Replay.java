package dev.glissade.tune;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Makes every decision of a study again, from its events, and compares: the proof that what is
/// stored came about by the rules that it names.
///
/// @param decisions how many were made again and were the same
/// @param verdicts how many verdicts of the stopper were
/// @param skipped works that were not compared, because the definition then named another strategy
/// @param difference the first that differs, in words
public record Replay(long decisions, long verdicts, long skipped, Optional<String> difference) {
  /// Goes through the events of a study.
  ///
  /// @param strategy the one that the study's definition names
  public static Replay verify(List<Event> events, Strategy strategy) {
    return new Pass(events, strategy).all();
  }

  private static final class Pass {
    private final StudyState state;
    private final Horizon horizon;
    private final Strategy strategy;
    private final Decider decider;
    private final Map<String, Decision> requests = new HashMap<>();
    private long decisions;
    private long verdicts;
    private long skipped;

    Pass(List<Event> events, Strategy strategy) {
      this.state = StudyState.of(events);
      this.horizon = new Horizon(state);
      this.strategy = strategy;
      this.decider = new Decider(strategy);
      for (Event each : events) {
        if (each instanceof Event.Requested request) {
          requests.put(request.ticket(), request.decision());
        }
      }
    }

    Replay all() {
      Optional<String> difference = Optional.empty();
      for (long i = 0; i < state.size() && difference.isEmpty(); i++) {
        horizon.advance(i);
        if (state.slot(i) instanceof Work work) {
          if (strategy.isOf(horizon.definition())) {
            difference = decision(work).or(() -> verdicts(work));
          } else {
            skipped++;
          }
        }
      }
      return new Replay(decisions, verdicts, skipped, difference);
    }

    private Optional<String> decision(Work work) {
      Event.Assigned assigned = work.assigned();
      decisions++;
      if (assigned.ticket().isPresent()) {
        Optional<Decision> asked = assigned.ticket().map(requests::get);
        horizon.see(assigned.seen());
        return difference(work, "request", asked, Optional.of(assigned.decision()));
      }
      long due = horizon.definition().lag() > 0 ? horizon.due() : assigned.seen();
      horizon.see(due);
      Decision decision = decider.decide(horizon, work.number());
      if (decision instanceof Decision.Await) {
        due = horizon.all();
        horizon.see(assigned.seen());
        decision = decider.decide(horizon, work.number());
      }
      if (horizon.definition().lag() > 0 && due != assigned.seen()) {
        return difference(work, "works known", due, assigned.seen());
      }
      Optional<String> found = difference(work, "decision", decision, assigned.decision());
      if (found.isPresent()) {
        return found;
      }
      Configuration configuration = decider.configuration(horizon, decision, work.trial());
      return difference(work, "configuration", configuration, assigned.configuration());
    }

    private Optional<String> verdicts(Work work) {
      if (work.isRepeat()) {
        return Optional.empty();
      }
      TrialRecord begun = horizon.begun(work);
      History history = horizon.history();
      Reports reports = work.reports();
      boolean isByItself = work.isEnded() && !work.isTimeOver();
      boolean isStopped =
          isByItself && work.end().map(it -> it.state() == TrialState.STOPPED).orElse(false);
      // Where it has not ended or its time was over, the last verdict was perhaps not acted on.
      int known = isByItself ? reports.size() : reports.size() - 1;
      for (int i = 0; i < known && reports.get(i).step() < work.until(); i++) {
        TrialRecord then =
            begun.withReports(Horizon.joined(begun, reports.upTo(reports.get(i).step())));
        boolean isLast = i == reports.size() - 1;
        boolean stops = strategy.stopper().stops(then, history);
        verdicts++;
        if (stops != (isLast && isStopped)) {
          return difference(
              work, "stop after step " + reports.get(i).step(), stops, isLast && isStopped);
        }
      }
      return Optional.empty();
    }

    private static Optional<String> difference(
        Work work, String what, Object expected, Object got) {
      return expected.equals(got)
          ? Optional.empty()
          : Optional.of(
              "work "
                  + work.number()
                  + ": "
                  + what
                  + ": expected "
                  + expected
                  + ", but the study has "
                  + got);
    }
  }
}
