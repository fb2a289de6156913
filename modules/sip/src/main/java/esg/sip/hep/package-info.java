/**
 * Copies of every packet for Homer and other collectors of the HEP3 protocol. Decided here: what a copy looks like, what becomes of it
 * when a collector is slow or away (it is dropped and counted, calls never wait), and when a collector's name is resolved again. Packets
 * that the border has banned have no text and are not copied. Read {@link esg.sip.hep.HepExport} first; the format stands apart in
 * {@link esg.sip.hep.Hep3}.
 */
@org.jspecify.annotations.NullMarked
package esg.sip.hep;
