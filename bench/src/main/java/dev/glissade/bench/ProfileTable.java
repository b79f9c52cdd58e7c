package dev.glissade.bench;

import dev.glissade.engine.Profile;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// A profile as text: one line for each kernel call, in the order of the step, with its share of
/// the time, its speed, and the shortest time that the machine's peaks allow.
///
/// The floor of a matrix product is its arithmetic; that of everything else, the bytes it must
/// touch at the speed of main memory. What lies in a cache can be faster than its floor.
public record ProfileTable(String name, Profile profile, Peaks peaks) {
  private static final String LINE = "%9s %6s %9s %8s %-8s %-24s %-40s %s";

  /// Measures the peaks with as many threads, about two seconds.
  public static ProfileTable of(String name, Profile profile, int threads) {
    return new ProfileTable(name, profile, Peaks.measure(threads));
  }

  /// The lines.
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add(
        format(
            "%s: %.1f us in %d kernel calls; peaks %.1f GFLOP/s, %.1f GB/s",
            name,
            profile.nanos() / 1e3,
            profile.entries().size(),
            peaks.gigaflops(),
            peaks.gigabytes()));
    lines.add(format(LINE, "us", "share", "floor us", "speed", "", "layer", "operation", "shape"));
    profile.entries().forEach(entry -> lines.add(line(entry)));
    double floor = profile.entries().stream().mapToDouble(this::floorMicroseconds).sum();
    lines.add(format("%9.1f %6s %9.1f", profile.nanos() / 1e3, "100%", floor));
    return lines;
  }

  private String line(Profile.Entry entry) {
    boolean isProduct = entry.operations() > 0;
    double speed = (isProduct ? entry.operations() : entry.bytes()) / entry.nanos();
    return format(
        LINE,
        format("%.1f", entry.nanos() / 1e3),
        format("%.1f%%", 100 * entry.nanos() / profile.nanos()),
        format("%.1f", floorMicroseconds(entry)),
        format("%.1f", speed),
        isProduct ? "GFLOP/s" : "GB/s",
        shortened(entry.path(), 24),
        shortened(entry.operation(), 40),
        entry.shape());
  }

  private double floorMicroseconds(Profile.Entry entry) {
    return entry.operations() > 0
        ? entry.operations() / peaks.gigaflops() / 1e3
        : entry.bytes() / peaks.gigabytes() / 1e3;
  }

  private static String shortened(String text, int length) {
    return text.length() <= length ? text : text.substring(0, length - 1) + "…";
  }

  private static String format(String pattern, Object... values) {
    return String.format(Locale.ROOT, pattern, values);
  }
}
