package dev.glissade.experiment;

import dev.glissade.tune.*;

/// interim
final class Strategies {
  static Strategy of(StudySettings s) {
    long epochs = Long.parseLong(s.trainings().base().epochs());
    return of(s.search().sampler(), "trials(" + s.budget().trials() + ",until=" + epochs + ")");
  }
  static Strategy of(Definition d) { return of(d.sampler(), d.scheduler()); }
  private static Strategy of(String sn, String sc) {
    Described parsed = Described.parse(sc);
    int trials = Integer.parseInt(parsed.places().getFirst().toString());
    long epochs = parsed.whole("until", 0);
    Sampler sampler = new Sampler() {
      @Override public Configuration propose(History history, Draws draws) {
        return history.space().draw(i -> { double[] u = new double[history.space().size()]; for (int k = 0; k < u.length; k++) u[k] = draws.uniform(); return u; });
      }
      @Override public String describe() { return sn; }
    };
    Scheduler scheduler = new Scheduler() {
      @Override public Decision next(History history, Draws draws) {
        return history.trials().size() < trials ? new Decision.Begin(epochs) : new Decision.Finish();
      }
      @Override public String describe() { return sc; }
    };
    return new Strategy(sampler, Stopper.none(), scheduler);
  }
}
