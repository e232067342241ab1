namespace Workshop.Cluster.Nodes.Processes;

/// <summary>A program could not be started; the message is what a container runtime says about it.</summary>
internal sealed class ProcessStartException(string message) : Exception(message);
