using System.Reflection;

namespace Workshop.Hosting.Terminal;

/// <summary>Whose program the AppHost is.</summary>
internal sealed record AppHostProgram(Assembly? Assembly);
