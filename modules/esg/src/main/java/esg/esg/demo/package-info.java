/** What a node begins with that is to be tried before anything is configured. Read {@link esg.esg.demo.Demo} first. */
@NullMarked
package esg.esg.demo;

import org.jspecify.annotations.NullMarked;
