package eu.ttc.grants.local;

/** Who does what about a case, one after the other. */
@FunctionalInterface
interface Script<C extends OneCase> {
  void play(C one) throws Exception;
}
