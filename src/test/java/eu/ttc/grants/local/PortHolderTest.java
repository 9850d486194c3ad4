package eu.ttc.grants.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class PortHolderTest {

  private static final List<String> TABLE =
      List.of(
          "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid "
              + " timeout inode",
          "   0: 0100007F:1F98 00000000:0000 0A 00000000:00000000 00:00000000 00000000  0 0 111 1"
              + " 0",
          "   1: 0100007F:1F98 0100007F:C350 01 00000000:00000000 00:00000000 00000000  0 0 222 1"
              + " 0",
          "   2: 0100007F:1F99 00000000:0000 0A 00000000:00000000 00:00000000 00000000  0 0 333 1"
              + " 0");

  @Test
  void findsListeningSocketsOfThePortOnly() {
    assertThat(PortHolder.listeningSockets(TABLE, 0x1F98)).containsExactly("111");
    assertThat(PortHolder.listeningSockets(TABLE, 80)).isEmpty();
  }

  @Test
  void tellsTakenFromFree() throws Exception {
    int port;
    try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = taken.getLocalPort();
      assertThat(PortHolder.isFree(port)).isFalse();
    }
    assertThat(PortHolder.isFree(port)).isTrue();
  }

  @Test
  void seesAPortThatIsTakenOnAllAddresses() throws Exception {
    try (var taken = new ServerSocket(0)) {
      assertThat(PortHolder.isFree(taken.getLocalPort())).isFalse();
    }
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void namesTheProcessThatListens() throws Exception {
    try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      var holder = PortHolder.of(taken.getLocalPort());

      assertThat(holder).map(PortHolder::pid).contains(ProcessHandle.current().pid());
      assertThat(holder).map(PortHolder::command).get().asString().contains("java");
    }
  }
}
