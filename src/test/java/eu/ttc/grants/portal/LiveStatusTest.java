package eu.ttc.grants.portal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@ServedTest
@DisplayName("The live status")
class LiveStatusTest {

  private static final int MORE_THAN_THE_POOL_HAS = 15;

  private final LiveStatus live;
  private final HikariDataSource pool;

  LiveStatusTest(LiveStatus live, DataSource database) throws SQLException {
    this.live = live;
    this.pool = database.unwrap(HikariDataSource.class);
  }

  @Test
  @DisplayName("gives its connection back when it stops, however soon it starts again")
  void leavesNoListenerBehind() {
    for (int i = 0; i < MORE_THAN_THE_POOL_HAS; i++) {
      live.stop();
      live.start();
    }

    assertThat(live.isRunning()).isTrue();
    await("one listener alone").until(() -> pool.getHikariPoolMXBean().getActiveConnections() == 1);
  }
}
