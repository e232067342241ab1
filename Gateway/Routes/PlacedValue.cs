namespace Workshop.Gateway.Routes;

/// <summary>A value of a JSON file by its configuration key, and where it stands.</summary>
/// <param name="Text">Null: an object or list without anything in it, or null.</param>
/// <param name="Line">From 1.</param>
internal sealed record PlacedValue(string Key, string? Text, int Line);
