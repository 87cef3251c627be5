-- Asks for each path of a file in turn, again and again: for wrk, with the file as its argument.
local wanted, n = {}, 0

function init(args)
  for path in io.lines(args[1]) do wanted[#wanted + 1] = wrk.format("GET", path) end
end

function request()
  n = n % #wanted + 1
  return wanted[n]
end
