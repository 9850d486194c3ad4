package eu.ttc.grants.local;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A process that listens on a port, as far as this machine tells. */
record PortHolder(long pid, String command) {

  private static final String LISTENING = "0A";
  private static final Path PROC = Path.of("/proc");

  /** Whether nobody listens on the port of the loopback address or of all addresses. */
  static boolean isFree(int port) {
    try (var socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /**
   * Who listens on the port; empty where the system keeps no {@code /proc} or the process belongs
   * to another user.
   */
  static Optional<PortHolder> of(int port) {
    var sockets =
        Stream.of("net/tcp", "net/tcp6")
            .map(PROC::resolve)
            .flatMap(table -> listeningSockets(lines(table), port).stream())
            .map("socket:[%s]"::formatted)
            .collect(Collectors.toSet());
    if (sockets.isEmpty()) {
      return Optional.empty();
    }
    return ProcessHandle.allProcesses()
        .filter(process -> holdsAny(process.pid(), sockets))
        .findFirst()
        .map(process -> new PortHolder(process.pid(), commandOf(process)));
  }

  /** The inodes of the sockets that listen on the port, from the lines of /proc/net/tcp. */
  static Set<String> listeningSockets(List<String> table, int port) {
    var hexPort = ":%04X".formatted(port);
    return table.stream()
        .map(line -> line.strip().split("\\s+"))
        .filter(words -> words.length > 9)
        .filter(words -> words[1].endsWith(hexPort) && words[3].equals(LISTENING))
        .map(words -> words[9])
        .collect(Collectors.toSet());
  }

  private static boolean holdsAny(long pid, Set<String> sockets) {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(PROC.resolve(pid + "/fd"))) {
      for (var file : files) {
        if (sockets.contains(Files.readSymbolicLink(file).toString())) {
          return true;
        }
      }
      return false;
    } catch (IOException e) {
      // gone meanwhile, or not ours to look into
      return false;
    }
  }

  private static String commandOf(ProcessHandle process) {
    var line = process.info().commandLine().or(process.info()::command).orElse("unknown");
    return line.length() <= 120 ? line : line.substring(0, 117) + "...";
  }

  private static List<String> lines(Path file) {
    try {
      return Files.readAllLines(file);
    } catch (IOException e) {
      return List.of();
    }
  }
}
