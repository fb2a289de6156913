package esg.admin.rest;

import esg.admin.monitor.Monitor;
import esg.admin.nodes.Nodes;

/** What the server knows of nodes that run, none of which may block. */
public record Running(Monitor monitor, Nodes nodes) {}
