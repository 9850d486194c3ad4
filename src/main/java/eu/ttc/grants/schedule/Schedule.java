package eu.ttc.grants.schedule;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import java.time.Duration;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** Runs while the application runs, unless there is nothing to do. */
@Component
class Schedule implements SmartLifecycle {

  private static final Duration LOOK_AGAIN = Duration.ofSeconds(5);

  private final DataSource database;
  private final List<RecurringTask<?>> tasks;
  private volatile @Nullable Scheduler running;

  Schedule(DataSource database, ObjectProvider<RecurringTask<?>> tasks) {
    this.database = database;
    this.tasks = tasks.orderedStream().toList();
  }

  @Override
  public void start() {
    if (tasks.isEmpty()) {
      return;
    }
    var scheduler =
        Scheduler.create(database)
            .startTasks(tasks)
            .threads(tasks.size())
            .pollingInterval(LOOK_AGAIN)
            .build();
    scheduler.start();
    running = scheduler;
  }

  @Override
  public void stop() {
    var scheduler = running;
    if (scheduler != null) {
      scheduler.stop();
      running = null;
    }
  }

  @Override
  public boolean isRunning() {
    return running != null;
  }
}
