namespace Workshop.Toolbox.Redis;

/// <summary>What Redis answered, as plain text: empty for nothing, a line each for a list.</summary>
internal sealed record RedisAnswer(string Text, bool IsError = false);
