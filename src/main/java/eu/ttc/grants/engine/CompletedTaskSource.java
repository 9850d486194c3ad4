package eu.ttc.grants.engine;

import java.util.List;

/** Where the engine's record of completed tasks is read; one per kind of platform. */
interface CompletedTaskSource {

  /**
   * Completed tasks of one element in one process instance, oldest first, maybe not the latest yet.
   */
  List<CompletedTask> completed(long processInstance, String elementId);
}
