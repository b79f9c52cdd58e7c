package dev.glissade.testkit;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// A PostgreSQL server of the tests' own: in a temporary folder, on a free port of this machine, if
/// the programs are there. Started once and stopped when the tests end.
public final class PostgresServer {
  /// Why tests that need it are skipped.
  public static final String ABSENT =
      "skipped, because PostgreSQL (initdb, pg_ctl) is not installed";

  private static final Optional<PostgresServer> SHARED =
      binaries()
          .map(
              binaries -> {
                PostgresServer server = create(binaries);
                Runtime.getRuntime().addShutdownHook(new Thread(server::remove));
                return server;
              });

  private static final String USER = "tester";

  /// With characters that an address cannot have.
  private static final String PASSWORD = "p@ss/word";

  private final Path binaries;
  private final Path folder;
  private final int port;

  private PostgresServer(Path binaries, Path folder, int port) {
    this.binaries = binaries;
    this.folder = folder;
    this.port = port;
  }

  /// The server, running; empty where there is none.
  public static Optional<PostgresServer> shared() {
    return SHARED;
  }

  /// The address for `Stores.open`.
  public String address() {
    return "postgresql://tester:p%40ss%2Fword@127.0.0.1:" + port + "/postgres";
  }

  /// The address of a schema of its own, without tables.
  public String emptyAddress() throws SQLException {
    String schema = "schema_" + UUID.randomUUID().toString().replace('-', '_');
    try (Connection connection =
            DriverManager.getConnection(
                "jdbc:postgresql://127.0.0.1:" + port + "/postgres", USER, PASSWORD);
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE SCHEMA " + schema);
    }
    return address() + "?currentSchema=" + schema;
  }

  /// Begins to run, and waits until it does.
  public void start() {
    String options = "-p " + port + " -k " + folder + " -c listen_addresses=127.0.0.1 -c fsync=off";
    control("start", "-o", options, "-l", folder.resolve("log").toString());
  }

  /// Ends as if the power had gone.
  public void stop() {
    control("stop", "-m", "immediate");
  }

  /// Ends, and leaves nothing behind.
  private void remove() {
    stop();
    try (Stream<Path> files = Files.walk(folder)) {
      files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void control(String action, String... arguments) {
    var command = new ArrayList<>(List.of(binaries.resolve("pg_ctl").toString(), "-w", "-t", "60"));
    command.addAll(List.of("-D", folder.resolve("data").toString(), action));
    command.addAll(List.of(arguments));
    run(folder, command);
  }

  private static PostgresServer create(Path binaries) {
    try {
      Path folder = Files.createTempDirectory("glissade-postgres");
      Path password = Files.writeString(folder.resolve("password"), PASSWORD);
      if (isRoot()) {
        for (Path each : List.of(folder, password)) {
          Files.setOwner(
              each,
              each.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName(user()));
        }
      }
      List<String> settings = List.of("-N", "-U", USER, "-A", "scram-sha-256", "-E", "UTF8");
      var command = new ArrayList<>(List.of(binaries.resolve("initdb").toString()));
      command.addAll(List.of("-D", folder.resolve("data").toString(), "--pwfile=" + password));
      command.addAll(settings);
      run(folder, command);
      var server = new PostgresServer(binaries, folder, freePort());
      server.start();
      return server;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  /// PostgreSQL refuses to run as root.
  private static void run(Path folder, List<String> command) {
    var whole = new ArrayList<String>();
    if (isRoot()) {
      whole.addAll(List.of("/usr/bin/setpriv", "--reuid=" + user(), "--clear-groups"));
    }
    whole.addAll(command);
    try {
      File output = File.createTempFile("output", ".txt", folder.toFile());
      Process process =
          new ProcessBuilder(whole)
              .directory(folder.toFile())
              .redirectErrorStream(true)
              .redirectOutput(output)
              .start();
      if (!process.waitFor(2, TimeUnit.MINUTES) || process.exitValue() != 0) {
        throw new IllegalStateException(whole + ": " + Files.readString(output.toPath()));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static boolean isRoot() {
    return "root".equals(System.getProperty("user.name"));
  }

  private static String user() {
    try (Stream<String> lines = Files.lines(Path.of("/etc/passwd"))) {
      return lines.anyMatch(line -> line.startsWith("postgres:")) ? "postgres" : "nobody";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Optional<Path> binaries() {
    if (isRoot() && !Files.isExecutable(Path.of("/usr/bin/setpriv"))) {
      return Optional.empty();
    }
    var folders = new ArrayList<Path>();
    for (String each : System.getenv("PATH").split(File.pathSeparator)) {
      folders.add(Path.of(each));
    }
    Path versions = Path.of("/usr/lib/postgresql");
    if (Files.isDirectory(versions)) {
      try (Stream<Path> found = Files.list(versions)) {
        found.sorted(Comparator.reverseOrder()).map(it -> it.resolve("bin")).forEach(folders::add);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return folders.stream()
        .filter(it -> Stream.of("initdb", "pg_ctl", "postgres").allMatch(name -> isIn(it, name)))
        .findFirst();
  }

  private static boolean isIn(Path folder, String program) {
    return Files.isExecutable(folder.resolve(program));
  }
}
