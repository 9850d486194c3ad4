/** API and pages of the finance officers; in the local profile also a simulated bank. */
@NullMarked
package eu.ttc.grants.payment.web;

import org.jspecify.annotations.NullMarked;
