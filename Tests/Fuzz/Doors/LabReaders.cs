using System.Text.Json;
using Workshop.Fuzz.Tests.Engine;
using Workshop.Labs;
using Workshop.Labs.Commands;
using Workshop.Labs.Guides;
using Workshop.Labs.Hints;
using Workshop.Labs.Progress;
using Workshop.Labs.Quiz;
using Workshop.Labs.Rooms;
using Workshop.Labs.Running;

namespace Workshop.Fuzz.Tests.Doors;

/// <summary>What the labs read: guides, their files, what learners send, command lines.</summary>
internal static class LabReaders
{
    public static IEnumerable<ReaderDoor> All() =>
    [
        ReaderDoor.Refusing<GuideException>("guide", text => GuideReader.Read(text, "guide.md"), Files("guide.md"), "```sh\n", "```output\n", "```", "## ", "# ", "<!-- check: ", " skip=cloud", " fails", "- ", "1. ", "> ", "|", "\n\n", "[a](b)", "***", "~~~"),
        OfFile<GuideException>("hints", path => HintFile.Read(path), Files("hints.md"), "## ", "1. ", "\n", "  ", "- "),
        OfFile<GuideException>("quiz", path => QuizFile.Read(path), Files("quiz.json")),
        OfProgress(),
        ReaderDoor.Refusing<JsonException>("progress-note", Note, ["""{"name":"a","labs":[{"lab":4,"begun":"2024-01-01T00:00:00Z","green":{"first-pod":"2024-01-01T00:00:00Z"}}]}"""], "name", "labs", "green"),
        ReaderDoor.Refusing<LabException>("join-word", text => JoinWord.Parse(text), [new JoinWord(new System.Net.IPEndPoint(System.Net.IPAddress.Loopback, 40123), "kZ3", new byte[32]).ToString()], "/"),
        ReaderDoor.OfText("learner-name", text => LearnerName.Clean(text), ["Ada Lovelace", "Zoë", "🧑‍🚀"]),
        ReaderDoor.OfText("lab-commands", Command, ["labs", "lab 4", "check 4 --watch", "hint 4 first-pod --level 2", "load --rate 10 --for 5s http://x", "room open --seats 3 --address 127.0.0.1", "kit --rid linux-x64", "quiz 3", "node off node-1", "complete --position 5 ./workshop ch"],
            "--help", "--context", "--namespace", "--kubeconfig", " -- ", "@x", "\"", "[suggest]", "[diagram]", "--watch=", "labs", "check", "room", "open"),
        ReaderDoor.OfText("output-lines", text => OutputMatch.Missing(text.Split('\n')[..(text.Split('\n').Length / 2)], text.Split('\n')[(text.Split('\n').Length / 2)..]), ["NAME   READY\nhello-…   1/1\n…\nNAME   READY\nhello-abc   1/1\nx"], "…", "...", "   ", "*"),
    ];

    private static IEnumerable<string> Files(string name) => Directory.EnumerateDirectories(Repository.PathOf("Labs"), "??-*").Order(StringComparer.Ordinal).Select(lab => Path.Combine(lab, name)).Where(File.Exists).Select(File.ReadAllText).Take(8);

    // As a room's server takes it.
    private static void Note(string text)
    {
        var note = JsonSerializer.Deserialize<ProgressNote>(text, ProgressNote.Json);
        if (note is not null && note.Labs.All(lab => lab is not null))
        {
            note.ToProgress();
        }
    }

    // Parsed and completed, and not done.
    private static void Command(string text)
    {
        var root = LabCommand.Create();
        _ = root.Parse(text).Errors.Select(error => error.Message).ToList();
        _ = CompletionCommands.Answers(root, $"./workshop {text}", text.Length).ToList();
    }

    private static ReaderDoor OfFile<TRefusal>(string name, Action<string> read, IEnumerable<string> seeds, params string[] words)
        where TRefusal : Exception => ReaderDoor.Refusing<TRefusal>(
            name,
            text =>
            {
                using var folder = new TemporaryFolder();
                read(folder.Write("file", text));
            },
            seeds,
            words);

    private static ReaderDoor OfProgress() => ReaderDoor.Refusing<LabException>(
        "progress-file",
        text =>
        {
            using var folder = new TemporaryFolder();
            Directory.CreateDirectory(folder.PathOf("labs"));
            folder.Write(Path.Combine("labs", "progress.json"), text);
            new ProgressFile(folder.PathOf(".")).Read();
        },
        ["""{"labs":{"4":{"begunAt":"2024-01-01T00:00:00Z","green":{"a":"2024-01-01T00:00:00Z"}}}}"""],
        "labs", "green", "begunAt");
}
