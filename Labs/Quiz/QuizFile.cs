using System.Text.Json;

namespace Workshop.Labs.Quiz;

/// <summary>Reads <c>quiz.json</c>.</summary>
public static class QuizFile
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { UnmappedMemberHandling = System.Text.Json.Serialization.JsonUnmappedMemberHandling.Disallow };

    /// <returns>No questions where there is no file.</returns>
    public static IReadOnlyList<QuizQuestion> Read(string path)
    {
        if (!File.Exists(path))
        {
            return [];
        }

        try
        {
            return JsonSerializer.Deserialize<List<QuizQuestion>>(File.ReadAllText(path), Json) ?? [];
        }
        catch (JsonException e)
        {
            throw new Guides.GuideException($"{path}: {e.Message}");
        }
    }
}
