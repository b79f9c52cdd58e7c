package dev.glissade.tune.sampler;

import dev.glissade.tune.Configuration;
import dev.glissade.tune.Draws;
import dev.glissade.tune.History;
import dev.glissade.tune.Sampler;
import dev.glissade.tune.TrialRecord;
import dev.glissade.tune.TrialState;
import java.util.ArrayList;
import java.util.List;

/// `nsga2(population=50)`: evolution towards the Pareto front of several goals by non-dominated
/// sorting and crowding (Deb, Pratap, Agarwal and Meyarivan 2002), with the constants of Optuna's
/// `NSGAIISampler`.
///
/// Each generation is as large as the population; the next population is the best of both together.
/// Parents are the better of two drawn at random; with probability 0.9 a child takes each
/// coordinate from one of two parents, else all from one; then each is changed with probability `1
/// / d`. A trial that breaks black-box constraints is worse than all that do not, one without
/// values is worst.
///
/// @param population how many live; the first so many trials are those of `sobol`
public final class Nsga2 implements Sampler {
  private static final double CROSSOVER = 0.9;

  private final int population;
  private final Generations<List<Member>> generations = new Generations<>();

  /// A search with so many that live.
  public Nsga2(int population) {
    if (population < 2) {
      throw new IllegalArgumentException(
          "nsga2: expected a population of at least 2, but got " + population);
    }
    this.population = population;
  }

  @Override
  public Configuration propose(History history, Draws draws) {
    Cube cube = new Cube(history.space());
    List<Member> parents = generations.fold(history, new Rule(history, cube, population));
    if (parents.isEmpty()) {
      return Startup.propose(history, draws);
    }
    return history.space().draw(_ -> child(cube, parents, draws));
  }

  private static double[] child(Cube cube, List<Member> parents, Draws draws) {
    double[] child = parent(parents, draws).clone();
    double[] other = parent(parents, draws);
    if (draws.uniform() < CROSSOVER) {
      for (int axis = 0; axis < child.length; axis++) {
        child[axis] = draws.uniform() < 0.5 ? child[axis] : other[axis];
      }
    }
    cube.settle(child);
    for (int axis = 0; axis < child.length; axis++) {
      if (draws.uniform() * child.length < 1 && cube.isPresent(child, axis)) {
        Mutation.change(cube, child, axis, draws);
      }
    }
    return cube.settle(child);
  }

  private static double[] parent(List<Member> parents, Draws draws) {
    Member left = parents.get(draws.below(parents.size()));
    Member right = parents.get(draws.below(parents.size()));
    return (left.compareTo(right) <= 0 ? left : right).point;
  }

  /// One who lives: the smaller the rank the better, then the less crowded.
  private record Member(double[] point, TrialRecord trial, int rank, double space)
      implements Comparable<Member> {
    @Override
    public int compareTo(Member other) {
      return rank != other.rank
          ? Integer.compare(rank, other.rank)
          : Double.compare(other.space, space);
    }
  }

  private record Rule(History history, Cube cube, int population)
      implements Generations.Rule<List<Member>> {
    @Override
    public List<Member> begin() {
      return List.of();
    }

    @Override
    public int size(List<Member> members) {
      return population;
    }

    @Override
    public List<Member> after(List<Member> before, List<TrialRecord> generation) {
      List<TrialRecord> trials = new ArrayList<>(before.stream().map(Member::trial).toList());
      for (TrialRecord trial : generation) {
        if (trial.state() != TrialState.RUNNING && cube.point(trial.configuration()).isPresent()) {
          trials.add(trial);
        }
      }
      return members(trials).stream().sorted().limit(population).toList();
    }

    /// Everybody with rank and crowding among them.
    private List<Member> members(List<TrialRecord> trials) {
      List<List<TrialRecord>> fronts = ParetoOrder.fronts(trials, history.goals());
      List<Member> members = new ArrayList<>();
      for (int rank = 0; rank < fronts.size(); rank++) {
        List<TrialRecord> front = fronts.get(rank);
        double[] crowding =
            Pareto.crowding(
                front.stream().map(it -> ParetoOrder.losses(it, history.goals())).toList());
        for (int i = 0; i < crowding.length; i++) {
          TrialRecord trial = front.get(i);
          double[] point = cube.point(trial.configuration()).orElseThrow();
          members.add(new Member(point, trial, rank, crowding[i]));
        }
      }
      return members;
    }
  }

  @Override
  public String describe() {
    return "nsga2(population=" + population + ")";
  }
}
