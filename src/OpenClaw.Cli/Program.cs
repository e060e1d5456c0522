// Replaced by the command table as soon as it exists.
Console.Error.WriteLine("openclaw: no commands yet");
return 64;
