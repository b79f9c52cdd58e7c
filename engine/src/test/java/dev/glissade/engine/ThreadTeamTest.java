package dev.glissade.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ThreadTeamTest {
  private record Parts(int parts, IntConsumer body) implements ThreadTeam.Task {
    @Override
    public void run(int part, int worker) {
      body.accept(part);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 4})
  void everyPartIsDoneOnce(int threads) {
    try (ThreadTeam team = new ThreadTeam(threads)) {
      for (int parts : new int[] {0, 1, 2, 3, 64, 5_000}) {
        AtomicIntegerArray done = new AtomicIntegerArray(parts + 1);
        team.run(new Parts(parts, done::incrementAndGet));
        for (int part = 0; part < parts; part++) {
          assertEquals(1, done.get(part), "part " + part + " of " + parts);
        }
        assertEquals(0, done.get(parts));
      }
    }
  }

  @Test
  void allThreadsTakePartAndEachHasItsOwnNumber() {
    try (ThreadTeam team = new ThreadTeam(3)) {
      CountDownLatch together = new CountDownLatch(3);
      Set<Integer> workers = ConcurrentHashMap.newKeySet();
      Set<Thread> threads = ConcurrentHashMap.newKeySet();
      team.run(
          new ThreadTeam.Task() {
            @Override
            public int parts() {
              return 3;
            }

            @Override
            public void run(int part, int worker) {
              workers.add(worker);
              threads.add(Thread.currentThread());
              together.countDown();
              awaitUnchecked(together);
            }
          });

      assertEquals(Set.of(0, 1, 2), workers);
      assertEquals(3, threads.size());
      assertTrue(threads.contains(Thread.currentThread()));
    }
  }

  /// Each thread's data stay in the caches of its core from task to task.
  @Test
  void aThreadHasTheSamePartsInEveryTask() {
    try (ThreadTeam team = new ThreadTeam(2)) {
      for (int i = 0; i < 50; i++) {
        int[] worker = new int[6];
        CyclicBarrier together = new CyclicBarrier(2);
        team.run(
            new ThreadTeam.Task() {
              @Override
              public int parts() {
                return 6;
              }

              @Override
              public void run(int part, int by) {
                worker[part] = by;
                awaitUnchecked(together);
              }
            });
        assertArrayEquals(new int[] {0, 0, 0, 1, 1, 1}, worker);
      }
    }
  }

  /// A thread that is held up in its first part has the rest of its parts done by the other.
  @ParameterizedTest
  @ValueSource(ints = {0, 4})
  void aThreadThatHasFinishedTakesPartsOfOthers(int slow) {
    try (ThreadTeam team = new ThreadTeam(2)) {
      CountDownLatch rest = new CountDownLatch(7);
      CountDownLatch begun = new CountDownLatch(1);
      team.run(
          new Parts(
              8,
              part -> {
                if (part == slow) {
                  begun.countDown();
                  awaitUnchecked(rest);
                } else {
                  awaitUnchecked(begun);
                  rest.countDown();
                }
              }));
      assertEquals(0, rest.getCount());
    }
  }

  @Test
  void fewerThreadsThanThereAre() {
    try (ThreadTeam team = new ThreadTeam(4)) {
      for (int threads : new int[] {2, 1, 3, 4, 1, 2}) {
        Set<Integer> workers = ConcurrentHashMap.newKeySet();
        CyclicBarrier together = new CyclicBarrier(threads);
        team.run(
            new ThreadTeam.Task() {
              @Override
              public int parts() {
                return 12;
              }

              @Override
              public void run(int part, int worker) {
                workers.add(worker);
                awaitUnchecked(together);
              }
            },
            threads);
        assertEquals(threads, workers.size());
      }
    }
  }

  private static void awaitUnchecked(CyclicBarrier barrier) {
    try {
      barrier.await();
    } catch (InterruptedException | BrokenBarrierException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void awaitUnchecked(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 4})
  void anExceptionReachesTheAskingThreadAndTheTeamGoesOn(int threads) {
    try (ThreadTeam team = new ThreadTeam(threads)) {
      for (int failing = 0; failing < 8; failing++) {
        int bad = failing;
        IntConsumer body =
            part -> {
              if (part == bad) {
                throw new ArithmeticException("part " + part);
              }
            };
        Exception e = assertThrows(ArithmeticException.class, () -> team.run(new Parts(8, body)));
        assertEquals("part " + bad, e.getMessage());
        AtomicInteger done = new AtomicInteger();
        team.run(new Parts(8, _ -> done.incrementAndGet()));
        assertEquals(8, done.get());
      }
    }
  }

  @Test
  void anErrorIsNotSwallowed() {
    try (ThreadTeam team = new ThreadTeam(2)) {
      IntConsumer body =
          _ -> {
            throw new StackOverflowError("deep");
          };
      assertThrows(StackOverflowError.class, () -> team.run(new Parts(4, body)));
    }
  }

  @Test
  void twoTeamsRunManyTinyTasksSideBySide() throws InterruptedException {
    AtomicReference<Throwable> failure = new AtomicReference<>();
    long[] sums = new long[2];
    Thread[] askers = new Thread[2];
    for (int t = 0; t < 2; t++) {
      int index = t;
      askers[t] = new Thread(() -> sums[index] = manyTasks(20_000));
      askers[t].setUncaughtExceptionHandler((_, e) -> failure.set(e));
      askers[t].start();
    }
    for (Thread asker : askers) {
      asker.join();
    }

    assertEquals(null, failure.get());
    assertArrayEquals(new long[] {20_000L * 10, 20_000L * 10}, sums);
  }

  /// Plain writes of the parts must be seen after `run`: there is no other synchronisation.
  private static long manyTasks(int tasks) {
    long total = 0;
    int[] slots = new int[4];
    try (ThreadTeam team = new ThreadTeam(2)) {
      Parts tiny = new Parts(4, part -> slots[part] = part + 1);
      for (int i = 0; i < tasks; i++) {
        Arrays.fill(slots, 0);
        team.run(tiny);
        total += Arrays.stream(slots).sum();
      }
    }
    return total;
  }

  @Test
  void aClosedTeamEndsItsThreadsAndMayBeClosedAgain() throws InterruptedException {
    Set<Thread> workers = new HashSet<>();
    ThreadTeam team = new ThreadTeam(3);
    CountDownLatch together = new CountDownLatch(3);
    Set<Thread> seen = ConcurrentHashMap.newKeySet();
    team.run(
        new Parts(
            3,
            _ -> {
              seen.add(Thread.currentThread());
              together.countDown();
              awaitUnchecked(together);
            }));
    workers.addAll(seen);
    workers.remove(Thread.currentThread());
    assertEquals(2, workers.size());

    team.close();
    team.close();

    for (Thread worker : workers) {
      worker.join(10_000);
      assertFalse(worker.isAlive());
    }
  }

  @Test
  void sizesThatCannotBeAreRefused() {
    Exception none = assertThrows(IllegalArgumentException.class, () -> new ThreadTeam(0));
    assertEquals("threads: expected at least 1, but got 0", none.getMessage());
    try (ThreadTeam team = new ThreadTeam(2)) {
      Parts task = new Parts(ThreadTeam.MAX_PARTS + 1, _ -> {});
      Exception many = assertThrows(IllegalArgumentException.class, () -> team.run(task));
      assertEquals("threads: expected at most 262143 parts, but got 262144", many.getMessage());
    }
  }

  @Test
  void aRangeTaskCoversEveryItemOnceInMultiplesWhateverTheWork() {
    for (int items : new int[] {0, 1, 63, 64, 65, 1_000, 100_003}) {
      for (long work : new long[] {0, 1, 7, 40_000, 10_000_000_000L}) {
        for (int multiple : new int[] {1, 16, 130}) {
          int[] done = new int[items];
          RangeTask task =
              RangeTask.of(
                  items,
                  work,
                  multiple,
                  (from, to, _) -> {
                    assertEquals(0, from % multiple);
                    for (int i = from; i < to; i++) {
                      done[i]++;
                    }
                  });
          for (int part = 0; part < task.parts(); part++) {
            task.run(part, 0);
          }
          assertTrue(task.parts() <= 64, "parts " + task.parts());
          assertTrue(Arrays.stream(done).allMatch(count -> count == 1));
        }
      }
    }
  }
}
