package eu.ttc.grants.testing;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/**
 * Ports of the loopback address for processes that start in a moment. Nothing takes them meanwhile:
 * no other test gets the same, and operating systems take those of outgoing connections from higher
 * numbers (Linux from 32768, most others from 49152).
 */
public final class FreePorts {

  private static final int LOWEST = 20_000;
  private static final int HIGHEST = 32_767;

  private static final Random RANDOM = new Random();
  private static final Set<Integer> GIVEN = new HashSet<>();

  private FreePorts() {}

  /** As many as asked for, each given once in a test run. */
  public static synchronized List<Integer> next(int count) {
    var ports = new ArrayList<Integer>();
    while (ports.size() < count) {
      int port = RANDOM.nextInt(LOWEST, HIGHEST + 1);
      if (isFree(port) && GIVEN.add(port)) {
        ports.add(port);
      }
    }
    return ports;
  }

  private static boolean isFree(int port) {
    try (var socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      return socket.isBound();
    } catch (IOException taken) {
      return false;
    }
  }
}
