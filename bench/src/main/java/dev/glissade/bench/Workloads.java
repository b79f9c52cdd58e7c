package dev.glissade.bench;

import dev.glissade.data.Names;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiPredicate;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/// All workloads of a file, found by name.
public record Workloads(List<Workload> all) {
  private static final String BUILT_IN = "workloads.json";

  /// Copies the list.
  public Workloads {
    all = List.copyOf(all);
  }

  /// The workloads that come along.
  public static Workloads builtIn() {
    try (InputStream in = Workloads.class.getResourceAsStream(BUILT_IN)) {
      if (in == null) {
        throw new IllegalStateException("this build lacks its resource " + BUILT_IN);
      }
      return parse(BUILT_IN, in.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The workloads in a file.
  ///
  /// @throws IllegalArgumentException if there is no such file, or it does not hold workloads
  public static Workloads read(Path file) {
    try {
      return parse(file.toString(), Files.readAllBytes(file));
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "workloads: expected a readable file, but got '" + file + "'", e);
    }
  }

  private static Workloads parse(String name, byte[] bytes) {
    try {
      JsonNode list = new ObjectMapper().readTree(bytes).path("workloads");
      List<Workload> all = new ArrayList<>();
      list.forEach(entry -> all.add(new WorkloadReader(entry).workload()));
      if (!all.isEmpty()) {
        return new Workloads(all);
      }
    } catch (JacksonException e) {
      throw new IllegalArgumentException(
          "workloads: expected JSON, but got this in '" + name + "': " + e.getOriginalMessage(), e);
    }
    throw new IllegalArgumentException(
        "workloads: expected a list 'workloads' with entries, but got none in '" + name + "'");
  }

  /// The names in the order of the file.
  public List<String> names() {
    return all.stream().map(Workload::name).toList();
  }

  /// What a name stands for: the workload called so, with or without its kind (`mlp-mid` is
  /// `step/mlp-mid`), otherwise all whose name begins so (`gemm/`).
  ///
  /// @throws IllegalArgumentException if there is none
  public List<Workload> select(String name) {
    List<BiPredicate<String, String>> ways =
        List.of(
            String::equals,
            (full, wanted) -> withoutKind(full).equals(wanted),
            String::startsWith,
            (full, wanted) -> withoutKind(full).startsWith(wanted));
    for (BiPredicate<String, String> way : ways) {
      List<Workload> found =
          name.isBlank()
              ? List.of()
              : all.stream().filter(each -> way.test(each.name(), name)).toList();
      if (!found.isEmpty()) {
        return found;
      }
    }
    List<String> known = new ArrayList<>(names());
    all.forEach(each -> known.add(withoutKind(each.name())));
    throw new IllegalArgumentException(
        "workload: expected one of %s, but got '%s'%s"
            .formatted(
                Names.list(names()),
                name,
                Names.nearest(name, known)
                    .map(near -> " — help: did you mean '" + near + "'?")
                    .orElse("")));
  }

  private static String withoutKind(String name) {
    return name.substring(name.indexOf('/') + 1);
  }
}
