package esg.admin.rest;

import esg.domain.access.Audit;
import esg.domain.access.Token;
import esg.domain.access.TokenUse;
import esg.domain.config.Repository;
import java.util.List;
import java.util.function.Supplier;

/**
 * What is kept of who may do what, and of who did.
 *
 * @param tokens may block, as all repositories
 * @param known the tokens as this node knows them; does not block, and is there while the database is away
 * @param sessionKey of browsers' sessions, the same on all nodes
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Access(
        Repository<Token> tokens, Supplier<List<Token>> known, TokenUse use, Audit audit, byte[] sessionKey) {}
