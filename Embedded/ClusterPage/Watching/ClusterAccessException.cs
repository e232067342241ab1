namespace Workshop.ClusterPage.Watching;

/// <summary>No cluster can be asked. Message and <see cref="WhatToDo"/> are for the user.</summary>
internal sealed class ClusterAccessException(string message, string whatToDo, Exception? inner) : Exception(message, inner)
{
    public string WhatToDo { get; } = whatToDo;

    /// <value>Whether somebody named a cluster at all.</value>
    public bool IsConfigured { get; init; } = true;
}
