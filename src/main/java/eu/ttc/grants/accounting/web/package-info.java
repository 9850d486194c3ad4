/** API and pages of bookkeepers and auditors. */
@NullMarked
package eu.ttc.grants.accounting.web;

import org.jspecify.annotations.NullMarked;
