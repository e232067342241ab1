using System.Text.Json.Nodes;

namespace Workshop.Cluster.Registry.Versions;

/// <summary>Turns objects of one version of a kind into the version that is kept, and back, without losing a field.</summary>
internal interface IVersionConversion
{
    /// <param name="body">Known fields only; it is not changed.</param>
    /// <exception cref="StatusException">400: a note of what the other version has more cannot be read.</exception>
    JsonObject ToStored(JsonObject body);

    /// <summary>What the version demands of a new object beyond what the kept one does.</summary>
    /// <exception cref="StatusException">422.</exception>
    void CheckNew(JsonObject body)
    {
    }

    /// <param name="body">A tree of its own: it may be changed.</param>
    JsonObject FromStored(JsonObject body);
}
